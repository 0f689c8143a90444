export type Listener = (...values: unknown[]) => void;

/** The listeners of one provider, in the order they came. One that throws keeps no other from hearing, and the console hears of it. */
export function createEvents(page: Pick<Window & typeof globalThis, 'reportError'>) {
  let entries: readonly (readonly [event: string, listener: Listener, once: boolean])[] = [];
  return {
    add(event: string, listener: Listener, once = false) {
      if (typeof listener !== 'function') throw new TypeError();
      entries = [...entries, [event, listener, once]];
    },
    remove(event: string, listener: Listener) {
      const last = entries.findLastIndex(([name, known]) => name === event && known === listener);
      entries = entries.filter((_entry, index) => index !== last);
    },
    emit(event: string, ...values: unknown[]) {
      const called = entries.filter(([name]) => name === event);
      entries = entries.filter(([name, , once]) => !once || name !== event);
      for (const [, listener] of called) {
        try {
          listener(...values);
        } catch (error) {
          page.reportError(error);
        }
      }
    },
  };
}
