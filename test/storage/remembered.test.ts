import { beforeEach, expect, it, vi } from 'vitest';
import { remembered } from '../../src/storage/remembered';
import type { Area } from '../../src/storage/slot';
import { memoryArea } from '../fakes/platform';

let disk: ReturnType<typeof memoryArea>;
let get: ReturnType<typeof vi.fn<Area['get']>>;
let area: Area;

beforeEach(() => {
  disk = memoryArea();
  get = vi.fn(disk.get);
  area = remembered({ ...disk, get });
});

it('asks the browser for a key once, also while it is asked, and also for what is not there', async () => {
  disk.data.set('a', 1);
  expect(await Promise.all([area.get('a'), area.get('a'), area.get('b')])).toEqual([1, 1, undefined]);
  expect([await area.get('a'), await area.get('b')]).toEqual([1, undefined]);
  expect(get).toHaveBeenCalledTimes(2);
});

it('answers what was written last, and writes it through', async () => {
  await area.get('a');
  await area.set('a', 2);
  expect([await area.get('a'), disk.data.get('a')]).toEqual([2, 2]);
  expect(get).toHaveBeenCalledTimes(1);
});

it('forgets what could not be written or read, and asks again', async () => {
  const broken = { ...disk, get, set: async () => Promise.reject(new Error('full')) };
  area = remembered(broken);
  disk.data.set('a', 1);
  get.mockRejectedValueOnce(new Error('busy'));
  await expect(area.get('a')).rejects.toThrow('busy');
  expect(await area.get('a')).toBe(1);
  await expect(area.set('a', 2)).rejects.toThrow('full');
  expect(await area.get('a')).toBe(1);
});

it('keeps nothing of what was cleared', async () => {
  await area.set('a', 1);
  await area.clear();
  expect([await area.get('a'), disk.data.size]).toEqual([undefined, 0]);
});
