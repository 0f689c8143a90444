import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json';
import { slot } from '../../src/storage/slot';
import { openSlots } from '../../src/storage/slots';
import { memoryArea } from '../fakes/platform';

const check = (value: Json) => {
  if (typeof (value as { n?: Json } | null)?.n !== 'number') throw new TypeError('not a counter');
  return value as { n: number };
};
const counter = (area = memoryArea()) => slot('k', { area, version: 1, initial: { n: 0 }, check });

describe('a slot', () => {
  it('migrates one step at a time, in number order', async () => {
    const area = memoryArea();
    area.data.set('k', { v: 1, data: 1 });
    const doubling = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i + 2, (old: Json): Json => (i === 9 ? { n: old } : (old as number) * 2)]));
    expect(await slot('k', { area, version: 11, initial: { n: 0 }, check, migrations: doubling }).read()).toEqual({ n: 512 });
    expect(area.data.get('k')).toEqual({ v: 11, data: { n: 512 } });
  });

  it('keeps what it had when a migration fails', async () => {
    const area = memoryArea();
    area.data.set('k', { v: 1, data: 1 });
    const broken = slot('k', { area, version: 3, initial: { n: 0 }, check, migrations: { 2: () => ({ n: 1 }) } });
    await expect(broken.read()).rejects.toMatchObject({ code: 'storage/corrupt' });
    expect(area.data.get('k')).toEqual({ v: 1, data: 1 });
  });

  it('touches nothing that a newer version wrote', async () => {
    const area = memoryArea();
    area.data.set('k', { v: 2, data: { n: 1 } });
    await expect(counter(area).update(({ n }) => ({ n: n + 1 }))).rejects.toMatchObject({ code: 'storage/newer' });
    expect([...area.data]).toEqual([['k', { v: 2, data: { n: 1 } }]]);
  });

  it('loses no update, however they fall together, and no failure stops the next', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 }), async (steps) => {
        const value = counter();
        const done = await Promise.allSettled(
          steps.map((step) =>
            value.update(({ n }) => {
              if (step < 0) throw new RangeError('no');
              return { n: n + step };
            }),
          ),
        );
        expect(done.map(({ status }) => status)).toEqual(steps.map((step) => (step < 0 ? 'rejected' : 'fulfilled')));
        expect(await value.read()).toEqual({ n: steps.filter((step) => step > 0).reduce((sum, step) => sum + step, 0) });
      }),
    );
  });

  it('writes nothing that it could not read again', async () => {
    const area = memoryArea();
    await expect(counter(area).update(() => ({ n: 'x' }) as never)).rejects.toThrow(TypeError);
    expect(area.data.size).toBe(0);
  });

  it.each([5, 'junk', [], {}, { v: 0, data: { n: 1 } }, { v: '1', data: { n: 1 } }, { v: 1 }, { v: 1, data: null }])(
    'sets %j aside before anything can overwrite it',
    async (junk) => {
      const area = memoryArea();
      area.data.set('k', junk);
      await expect(counter(area).read()).rejects.toMatchObject({ code: 'storage/corrupt' });
      expect(area.data.get('k.corrupt')).toEqual(junk);
      expect(area.data.get('k')).toEqual(junk);
    },
  );

  it('starts fresh where that is allowed', async () => {
    const area = memoryArea();
    area.data.set('k', 'junk');
    const forgiving = slot('k', { area, version: 1, initial: { n: 0 }, check, onCorrupt: 'reset' });
    expect(await forgiving.update(({ n }) => ({ n: n + 1 }))).toEqual({ n: 1 });
    expect(area.data.get('k.corrupt')).toBe('junk');
  });
});

describe('the slots of the wallet', () => {
  it('read nothing that is not theirs, whatever lies in storage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (junk) => {
        const [local, session] = [memoryArea(), memoryArea()];
        const slots = openSlots({ local, memory: local, session });
        for (const [name, stored] of Object.entries(slots)) {
          const fresh = await stored.read();
          for (const area of [local, session]) area.data.set(name, { v: 1, data: junk as Json });
          const read = await stored.read().catch((error: unknown) => error);
          if (read instanceof Error) expect([name, (read as Error & { code?: string }).code]).toEqual(['vault', 'storage/corrupt']);
          else expect([fresh, junk]).toContainEqual(read);
        }
      }),
      { numRuns: 50, examples: [[['']]] },
    );
  });
});
