import type { PageMemory } from '../../src/chains/adapter';
import type { Json } from '../../src/core/json';

/** What a site's page methods keep, until the test ends. */
export function pageMemory(): PageMemory {
  let kept: Json = null;
  return {
    read: async () => kept,
    update: async (change) => {
      kept = change(kept);
    },
  };
}
