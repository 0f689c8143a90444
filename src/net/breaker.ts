/** Keeps a dead endpoint from costing a timeout on every call: after some failures in a row it is left alone for a while, each time longer. */
export function createBreaker(now: () => number) {
  const failing = new Map<string, { readonly failures: number; readonly restUntil: number }>();
  return {
    resting: (url: string): boolean => now() < (failing.get(url)?.restUntil ?? 0),
    failed(url: string): void {
      const failures = (failing.get(url)?.failures ?? 0) + 1;
      const rest = failures < patience ? 0 : Math.min(firstRest * 2 ** (failures - patience), longestRest);
      failing.set(url, { failures, restUntil: now() + rest });
    },
    worked: (url: string): void => void failing.delete(url),
  };
}
export type Breaker = ReturnType<typeof createBreaker>;

const patience = 3;
const firstRest = 15_000;
const longestRest = 300_000;
