/** One runner for all suites: pure ones and those on the real servers that `test/support/global-setup.ts` brings up. */
const typescript = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
];

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // They have a run of their own: jest.browser.config.cjs.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  // The MongoDB driver loads `os` by a dynamic import, which the sandbox of jest refuses: that one file becomes CommonJS.
  transform: {
    '^.+\\.tsx?$': typescript,
    'mongodb/lib/runtime_adapters\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
    // An ES module alone, which Node loads by `require` and the sandbox doesn't.
    'oauth4webapi/build/index\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!mongodb/lib/runtime_adapters\\.js$|oauth4webapi/build/index\\.js$)'],
  // An import made when needed carries its ending, as Node asks; the file is TypeScript here.
  moduleNameMapper: { '^\\./tracing\\.js$': '<rootDir>/platform/tracing.ts' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 120_000,
  // Suites wait for servers more than they work: two side by side take half the time, three would time each other out.
  maxWorkers: 2,
  // What Temporal's worker hooks into a process stays there, and slows every suite after it: a fresh process then.
  workerIdleMemoryLimit: '700MB',
  // The SDK's native runtime outlives its suites; the servers are stopped by the teardown before this.
  forceExit: true,
};
