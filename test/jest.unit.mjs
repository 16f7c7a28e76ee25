import { base } from './jest.base.mjs';

/** Specs beside the code. Those of the editor that need a document say `@jest-environment jsdom` in their first lines. */
export default {
  ...base,
  testMatch: ['<rootDir>/{libs,apps}/*/src/**/*.spec.{ts,tsx}', '<rootDir>/test/kit/**/*.spec.ts'],
};
