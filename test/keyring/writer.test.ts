import { describe, expect, it, vi } from 'vitest';
import { createKeyring } from '../../src/keyring/keyring';
import { openVault, type Cost } from '../../src/keyring/vault';
import type { Copy } from '../../src/storage/backup';
import { openSlots } from '../../src/storage/slots';
import type { VaultFile } from '../../src/storage/vault-file';
import { memoryArea, memoryBackup } from '../fakes/platform';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const weak = { memory: 64, passes: 1, lanes: 1 };
const strong = { memory: 128, passes: 2, lanes: 1 };

type Fault = 'refused' | 'forgotten' | 'refused from then on' | 'the last that the worker did';
const faults: readonly Fault[] = ['refused', 'forgotten', 'refused from then on', 'the last that the worker did'];
/** More than there are in any of these tasks. */
const writes = [1, 2, 3, 4];
const places = writes.flatMap((nth) => faults.map((fault) => [nth, fault] as const));

/** A disk with one vault on it, and a worker whose `nth` write goes wrong. */
async function disk() {
  const area = memoryArea();
  const backup = memoryBackup();
  let book = ['book'];
  const open = (cost: Cost, on = { area, backup }) =>
    createKeyring({
      vault: openSlots({ local: on.area, memory: on.area, session: memoryArea() }).vault,
      backup: on.backup,
      accounts: async () => book,
      now: () => 5,
      cost,
    });

  /** What a task on the faulty disk comes to; nothing is heard of it once its worker is dead. */
  const trying = async (cost: Cost, nth: number, fault: Fault, task: (keyring: ReturnType<typeof open>) => Promise<unknown>) => {
    let count = 0;
    let die = () => {};
    const death = new Promise<'silence'>((resolve) => (die = () => resolve('silence')));
    const write = async (task: () => Promise<void>): Promise<void> => {
      count++;
      if (fault === 'refused from then on' ? count >= nth : count === nth && fault === 'refused') throw new Error('no space');
      if (count === nth && fault === 'forgotten') return;
      if (fault === 'the last that the worker did' && count > nth) {
        die();
        return new Promise(() => {});
      }
      await task();
    };
    const keyring = open(cost, {
      area: { ...area, set: (key, value) => write(() => area.set(key, value)) },
      backup: {
        ...backup,
        list: backup.list,
        replace: (copy: Copy) => write(() => backup.replace(copy)),
        add: (copy: Copy) => write(() => backup.add(copy)),
      } as never,
    });
    return Promise.race([
      death,
      task(keyring).then(
        () => 'done' as const,
        () => 'failed' as const,
      ),
    ]);
  };

  const file = () => (area.data.get('vault') as { readonly data: VaultFile | null } | undefined)?.data ?? null;
  const opens = async (vault: unknown, password: string) => openVault(vault as VaultFile, password).then(Boolean, () => false);
  return {
    area,
    backup,
    open,
    trying,
    file,
    /** Which of the passwords open what there is: the vault, and each copy. */
    ways: async (...passwords: readonly string[]) => {
      const which = async (vault: unknown) => {
        const opening = await Promise.all(passwords.map(async (password) => ((await opens(vault, password)) ? password : '')));
        return opening.filter(Boolean).join();
      };
      return { vault: await which(file()), copies: await Promise.all(backup.copies.map(({ vault }) => which(vault))) };
    },
    addAccount: () => {
      book = [...book, 'another'];
    },
  };
}

describe('a change of the password', () => {
  it.each(places)('says what became of it when write %i is %s', async (nth, fault) => {
    const { open, trying, ways } = await disk();
    await open(weak).create(phrase, 'old');
    const said = await trying(weak, nth, fault, (keyring) => keyring.changePassword('old', 'new'));
    const { vault, copies } = await ways('old', 'new');
    if (said === 'done') expect(vault).toBe('new');
    if (said === 'failed') expect({ vault, copies }).toEqual({ vault: 'old', copies: ['old'] });
    // Dead in the middle: one of the two opens, never neither and never both.
    expect(['old', 'new']).toContain(vault);
    expect(copies).toHaveLength(1);

    // The next worker puts right what was left.
    await open(weak).unlock(vault);
    await vi.waitFor(async () => expect(await ways('old', 'new')).toEqual({ vault, copies: [vault] }));
  });

  it('fails, with everything as it was, when no copy can be made', async () => {
    const { open, trying, ways } = await disk();
    await open(weak).create(phrase, 'old');
    expect(await trying(weak, 2, 'refused', (keyring) => keyring.changePassword('old', 'new'))).toBe('failed');
    expect(await ways('old', 'new')).toEqual({ vault: 'old', copies: ['old'] });
  });

  it('waits for the one before', async () => {
    const { open, ways } = await disk();
    const keyring = open(weak);
    await keyring.create(phrase, 'old');
    const [first, second] = await Promise.allSettled([keyring.changePassword('old', 'new'), keyring.changePassword('old', 'newer')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'vault/wrong-password' } });
    expect(await ways('old', 'new', 'newer')).toEqual({ vault: 'new', copies: ['new'] });
  });
});

describe('an imported key', () => {
  const entry = { curve: 'secp256k1', family: 'evm', privateKey: new Uint8Array(32).fill(7) } as const;
  const kept = async (keyring: ReturnType<typeof createKeyring>) => (await keyring.imported(await keyring.unlock('pw'))).length;

  it.each(places)('is there or is not, and the phrase always, when write %i is %s', async (nth, fault) => {
    const { open, trying, file, backup } = await disk();
    await open(weak).create(phrase, 'pw');
    const said = await trying(weak, nth, fault, (keyring) => keyring.importKey('pw', entry));
    expect(await open(weak).reveal('pw')).toBe(phrase);
    if (said !== 'silence') expect(await kept(open(weak))).toBe(said === 'done' ? 1 : 0);
    // The next worker brings the copy in step with the vault.
    const held = await kept(open(weak));
    await vi.waitFor(() => expect(backup.copies.map(({ vault }) => vault)).toEqual([file()]));
    expect([0, 1]).toContain(held);
  });

  it.each(places)('is removed from everywhere, or from nowhere, when write %i is %s', async (nth, fault) => {
    const { open, trying, file, backup } = await disk();
    await open(weak).create(phrase, 'pw');
    const index = await open(weak).importKey('pw', entry);
    const said = await trying(weak, nth, fault, (keyring) => keyring.removeKey('pw', index));
    expect(await open(weak).reveal('pw')).toBe(phrase);
    if (said !== 'silence') expect(await kept(open(weak))).toBe(said === 'done' ? 0 : 1);
    const held = await kept(open(weak));
    if (held === 1) expect(await open(weak).revealKey('pw', index)).toBe('07'.repeat(32));
    await vi.waitFor(() => expect(backup.copies.map(({ vault }) => vault)).toEqual([file()]));
  });
});

describe('making a vault', () => {
  it.each(places)('leaves a whole one or none when write %i is %s', async (nth, fault) => {
    const { open, trying, file, backup, ways } = await disk();
    const said = await trying(weak, nth, fault, (keyring) => keyring.create(phrase, 'pw'));
    if (said === 'done') expect((await ways('pw')).vault).toBe('pw');
    if (said === 'failed') expect([file(), backup.copies]).toEqual([null, []]);
    if (said === 'silence' && !file()) expect(backup.copies).toEqual([]);
    // Whatever happened, the person can go on: with the password, or from the start.
    if (file()) await open(weak).unlock('pw');
    else await open(weak).create(phrase, 'pw');
    await vi.waitFor(async () => expect(await ways('pw')).toEqual({ vault: 'pw', copies: ['pw'] }));
  });
});

describe('a vault that is cheaper to guess than vaults are today', () => {
  it('is made as dear at the next unlock, its copies too, and keeps its key', async () => {
    const { open, file, backup, ways } = await disk();
    const key = await open(weak).create(phrase, 'pw');
    const before = file()!;
    expect(await open(strong).unlock('pw')).toEqual(key);
    expect(file()).toMatchObject({ id: before.id, data: before.data, slots: [{ kdf: { ...strong, name: 'argon2id' } }] });
    expect(file()!.slots[0].kdf.salt).not.toBe(before.slots[0].kdf.salt);
    expect(backup.copies.map(({ vault }) => vault)).toEqual([file()]);
    expect(await open(strong).reveal('pw')).toBe(phrase);
    expect(await ways('pw')).toEqual({ vault: 'pw', copies: ['pw'] });
  });

  it.each([
    ['memory', { ...weak, memory: 128 }, { ...strong, memory: 128 }],
    ['passes', { ...weak, passes: 4 }, { ...strong, passes: 4 }],
  ])('never loses what it has more of: %s', async (_, has, becomes) => {
    const { open, file } = await disk();
    await open(has).create(phrase, 'pw');
    await open(strong).unlock('pw');
    expect(file()!.slots[0].kdf).toMatchObject(becomes);
  });

  it('is left alone by a wrong password, and when it is dear enough', async () => {
    const { open, file } = await disk();
    await open(weak).create(phrase, 'pw');
    const before = file();
    await expect(open(strong).unlock('wrong')).rejects.toMatchObject({ code: 'vault/wrong-password' });
    await open(weak).unlock('pw');
    expect(file()).toEqual(before);
    await open(strong).unlock('pw');
    const raised = file();
    await open(weak).unlock('pw');
    expect(file()).toEqual(raised);
  });

  it.each(places)('opens all the same when write %i is %s', async (nth, fault) => {
    const { open, trying, ways } = await disk();
    const key = await open(weak).create(phrase, 'pw');
    const said = await trying(strong, nth, fault, async (keyring) => expect(await keyring.unlock('pw')).toEqual(key));
    expect(said).toBe(fault === 'the last that the worker did' && nth === 1 ? 'silence' : 'done');
    expect((await ways('pw')).vault).toBe('pw');
    await open(strong).unlock('pw');
    await vi.waitFor(async () => expect(await ways('pw')).toEqual({ vault: 'pw', copies: ['pw'] }));
  });
});

it('copies the accounts that came since, and keeps the three newest copies', async () => {
  const { open, backup, addAccount } = await disk();
  await open(weak).create(phrase, 'pw');
  for (const expected of [1, 2, 3, 3]) {
    await open(weak).unlock('pw');
    await vi.waitFor(() => expect(backup.copies).toHaveLength(expected));
    expect(backup.copies.at(-1)!.accounts).toContain('book');
    addAccount();
  }
});
