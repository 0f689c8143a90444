import { defineConfig } from 'vitest/config';

const elsewhere = ['test/**/*.node.test.ts', 'test/**/*.build.test.ts', 'test/e2e/**'];

// `unit` needs nothing but Node; `node` starts real chain nodes; `build`, `e2e` and `smoke` look at what `wxt build` made: its files, in Chromium, in Firefox.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: elsewhere, testTimeout: 20_000 } },
      { test: { name: 'node', include: ['test/**/*.node.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'build', include: ['test/**/*.build.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'e2e', include: ['test/e2e/chromium/**/*.test.ts'], globalSetup: 'test/e2e/setup.ts', fileParallelism: false, testTimeout: 60_000, hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'smoke', include: ['test/e2e/firefox/**/*.test.ts'], globalSetup: 'test/e2e/setup.ts', fileParallelism: false, testTimeout: 90_000, hookTimeout: 90_000,
        },
      },
    ],
  },
});
