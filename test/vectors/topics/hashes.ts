import assert from 'node:assert/strict';
import { formatAmount, parseAmount } from '../../../src/core/amount';
import type { Topic } from '../topic';

const decimals = { kwei: 3, mwei: 6, gwei: 9, szabo: 12, finney: 15, ether: 18, satoshi: 8 } as const;

export const topic: Topic = {
  groups: {
    units: (vector) => {
      const wei = BigInt(vector['wei'] as string);
      for (const [unit, places] of Object.entries(decimals)) {
        const written = vector[unit];
        const formatted = vector[`${unit}_format`];
        // A person cannot type a negative amount; the sign is left out for parsing and kept for formatting. Whole numbers end without `.0` here.
        if (typeof written === 'string') assert.equal(parseAmount(written.replace('-', ''), places), wei < 0n ? -wei : wei);
        if (typeof formatted === 'string') assert.equal(formatAmount(wei, places), formatted.replace(/\.0$/, ''));
      }
    },
  },
};
