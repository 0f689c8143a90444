import type { ChainAdapter } from '../../src/chains/adapter';
import type { FamilyId } from '../../src/chains/registry';
import { toHex } from '../../src/core/bytes';
import type { Json } from '../../src/core/json';
import type { Backup, Copy } from '../../src/storage/backup';
import type { Area } from '../../src/storage/slot';
import { loadKnownTokens } from '../../src/chains/known-tokens';
import { loadKeyring } from '../../src/wallet/load-keyring';
import type { Alarm, Platform } from '../../src/wallet/create-api';

/** Keeps what Chrome's storage keeps: JSON, copied. */
export function memoryArea(): Area & { readonly data: Map<string, Json> } {
  const data = new Map<string, Json>();
  return {
    data,
    get: async (key) => structuredClone(data.get(key)),
    set: async (key, value) => void data.set(key, JSON.parse(JSON.stringify(value)) as Json),
    clear: async () => data.clear(),
  };
}

export function memoryBackup(): Backup & { copies: Copy[] } {
  const backup = {
    copies: [] as Copy[],
    list: async () => [...backup.copies].reverse(),
    add: async (copy: Copy) => {
      backup.copies = [...backup.copies, structuredClone(copy)].slice(-3);
    },
    replace: async (copy: Copy) => {
      backup.copies = [structuredClone(copy)];
    },
    clear: async () => {
      backup.copies = [];
    },
  };
  return backup;
}

/** An address is the key it is made of, and every network answers as itself. */
export const plainAdapter = {
  addresses: { fromPublicKey: (key: Uint8Array) => toHex(key), parse: (text: string) => text },
  endpoints: { probe: async ({ network }: { network: { id: string } }) => ({ chain: network.id, height: 7 }) },
  assets: { native: async () => ({ amount: 5n }) },
} as unknown as ChainAdapter;

/** A browser without a disk, and a clock that stands until it is moved. Making services from the same one again is a worker that died. */
export function fakePlatform() {
  const platform = {
    local: memoryArea(),
    session: memoryArea(),
    backup: memoryBackup(),
    time: 1_800_000_000_000,
    alarms: new Map<Alarm, number>(),
    now: (): number => platform.time,
    loadAdapter: async (_family: FamilyId): Promise<ChainAdapter> => plainAdapter,
    loadKeyring,
    loadKnownTokens,
    window: { open: async () => {}, close: async () => {}, show: async () => {}, onClosed: () => {} },
    wakeAt: async (alarm: Alarm, time: number | undefined) => {
      if (time === undefined) platform.alarms.delete(alarm);
      else platform.alarms.set(alarm, time);
    },
  } satisfies Platform & { time: number; alarms: Map<Alarm, number> };
  return platform;
}
