import { defineConfig } from 'vitest/config';

const elsewhere = ['test/**/*.node.test.ts', 'test/**/*.build.test.ts', 'test/e2e/**'];

/** Each file starts a browser of its own, and each worker has local chains of its own: a file has to share neither. */
const browser = {
  globalSetup: 'test/e2e/setup.ts',
  setupFiles: 'test/e2e/provided.ts',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 15_000 } },
};

// `unit` needs nothing but Node; `node` starts real chain nodes; `build`, `e2e` and `smoke` look at what `wxt build` made: its files, in Chromium, in Firefox.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: elsewhere, testTimeout: 20_000 } },
      { test: { name: 'node', include: ['test/**/*.node.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'build', include: ['test/**/*.build.test.ts'], testTimeout: 60_000 } },
      { test: { ...browser, name: 'e2e', include: ['test/e2e/chromium/**/*.test.ts'], maxWorkers: 2, sequence: { groupOrder: 1 } } },
      { test: { ...browser, name: 'smoke', include: ['test/e2e/firefox/**/*.test.ts'], maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
