/** The suites that drive a real browser against real servers: a run of their own, after all others. */
const base = require('./jest.config.cjs');

module.exports = {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 90_000,
  // Each has a browser, an API and a worker of its own, and some measure how long a task of the page takes.
  maxWorkers: 1,
};
