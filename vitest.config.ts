import { defineConfig } from 'vitest/config';

// `unit` needs nothing but Node; `node` starts real chain nodes. The browser suites live in test/e2e.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: ['test/**/*.node.test.ts', 'test/e2e/**'], testTimeout: 20_000 } },
      { test: { name: 'node', include: ['test/**/*.node.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
