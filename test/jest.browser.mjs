import { base } from './jest.base.mjs';

/** What a user's hand does, in a real Chromium against a real engine. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  testSequencer: '<rootDir>/test/kit/longest-first.cjs',
  globalSetup: '<rootDir>/test/kit/browser-setup.mjs',
  globalTeardown: '<rootDir>/test/kit/cluster-teardown.mjs',
  testTimeout: 120_000,
};
