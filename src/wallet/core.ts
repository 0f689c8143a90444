import type { Topic } from './api';
import type { Core } from './services';

/** The one clock of the worker's services, and how they hear of each other's changes. */
export function createCore(now: () => number): Core {
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  return {
    now,
    changed: (...topics) => {
      for (const listener of [...listeners]) listener(topics);
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
