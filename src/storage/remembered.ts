import type { Json } from '../core/json';
import type { Area } from './slot';

/**
 * An area that asks the browser for each key once and answers from memory after that: half a millisecond for every read, in a worker that lives for
 * minutes. Only for what nobody else writes, and for what need not be read back from where it lies.
 */
export function remembered(area: Area): Area {
  const known = new Map<string, Promise<Json | undefined>>();

  function read(key: string): Promise<Json | undefined> {
    const reading = area.get(key);
    known.set(key, reading);
    // A read that failed is made again.
    reading.catch(() => known.delete(key));
    return reading;
  }

  return {
    get: (key) => known.get(key) ?? read(key),
    async set(key, value) {
      // Until it is written, and when it could not be, the area itself says what there is.
      known.delete(key);
      await area.set(key, value);
      known.set(key, Promise.resolve(value));
    },
    async clear() {
      await area.clear();
      known.clear();
    },
  };
}
