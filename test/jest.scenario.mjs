import { base } from './jest.base.mjs';

/** Whole ways through the product against a real PostgreSQL, one cluster per run and a database per file. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/scenarios/**/*.scenario.ts'],
  globalSetup: '<rootDir>/test/kit/cluster-setup.mjs',
  globalTeardown: '<rootDir>/test/kit/cluster-teardown.mjs',
  testSequencer: '<rootDir>/test/kit/longest-first.cjs',
  testTimeout: 120_000,
};
