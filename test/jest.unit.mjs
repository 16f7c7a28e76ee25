import { base } from './jest.base.mjs';

/** The parts of antd that Node's resolution reaches as ES modules without saying so: read as CommonJS like the rest. */
const antdModules = 'node_modules/(?:antd|@ant-design/[a-z-]+|@rc-component/[a-z-]+)/es/';

/** Specs beside the code. Those of the editor that need a document say `@jest-environment jsdom` in their first lines. */
export default {
  ...base,
  // Forms and dialogs of antd take their time in a document without a browser, more so beside other work.
  testTimeout: 30_000,
  setupFiles: ['<rootDir>/test/kit/page.cjs'],
  testMatch: ['<rootDir>/{libs,apps}/*/src/**/*.spec.{ts,tsx}', '<rootDir>/test/kit/**/*.spec.ts'],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    '\\.css$': '<rootDir>/test/kit/no-style.cjs',
    '^@ant-design/icons$': '<rootDir>/node_modules/@ant-design/icons/lib/index.js',
  },
  transform: {
    ...base.transform,
    [`${antdModules}.*\\.js$`]: ['@swc/jest', { module: { type: 'commonjs' }, jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: [`^(?!.*${antdModules}).*/node_modules/`, '\\.mjs$'],
};
