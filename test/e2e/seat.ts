import { inject } from 'vitest';

/** What the suite's setup started for the worker that this file runs in. Workers are counted from 1. */
export const seat = inject('seats')[Number(process.env['VITEST_POOL_ID']) - 1]!;
