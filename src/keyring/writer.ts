import * as v from 'valibot';
import { WalletError } from '../core/errors';
import { canonical, type Json } from '../core/json';
import type { Backup } from '../storage/backup';
import type { Slot } from '../storage/slot';
import { vaultFileSchema, type KeySlot, type VaultFile } from '../storage/vault-file';
import { openVault, openWhole, readSecrets } from './vault';

export type WriterParts = {
  readonly vault: Slot<VaultFile | null>;
  readonly backup: Backup;
  /** What is copied beside the vault. */
  readonly accounts: () => Promise<Json>;
  readonly now: () => number;
};

/** The only hand that writes the vault and its copies, one task at a time. */
export function createWriter({ vault, backup, accounts, now }: WriterParts) {
  let queue: Promise<unknown> = Promise.resolve();
  const copyOf = async (file: VaultFile) => ({ madeAt: now(), vault: file, accounts: await accounts() });

  /** Takes back what a failed write may have left, unless somebody else has written since. */
  async function undo(next: VaultFile, before: VaultFile | null): Promise<void> {
    const isNext = (current: VaultFile | null) => canonical(current) === canonical(next);
    // What cannot even be read is not somebody else's.
    await vault.update((current) => (isNext(current) ? before : current)).catch(() => vault.replace(before));
  }

  /**
   * Puts `next` in the place of `before`, and makes it the only copy in the other database: an older one opens with another password, or is easier
   * to guess. It is opened with `password` before it is written, and read back after. Storage is what tells the user the truth: where this throws,
   * `before` is there again (or still); where even that cannot be written, `next` is there and counts.
   */
  async function write(next: VaultFile, before: VaultFile | null, password: string): Promise<void> {
    const key = await openVault(next, password);
    await readSecrets(next, key)
      .then((secrets) => secrets.fill(0))
      .finally(() => key.fill(0));
    const isNext = async () => canonical(await vault.read()) === canonical(next);
    let touched = false;
    try {
      await vault.update((current) => {
        if (canonical(current) !== canonical(before)) throw new WalletError(current ? 'vault/exists' : 'vault/absent');
        touched = true;
        return next;
      });
      if (!(await isNext())) throw new WalletError('storage/corrupt', { slot: 'vault' });
      await backup.replace(await copyOf(next));
    } catch (error) {
      if (!touched) throw error;
      await undo(next, before).catch(() => {});
      if (!(await isNext().catch(() => false))) throw error;
    }
  }

  return {
    write,

    /** Nothing else writes while `task` runs. */
    alone<T>(task: () => Promise<T>): Promise<T> {
      const run = queue.then(task, task);
      queue = run.catch(() => {});
      return run;
    },

    /**
     * Puts a copy that `password` opens in the place of `damaged`, which it does not open: one wrong bit looks like a wrong password, and would keep its
     * owner out for good. A copy that is the same file costs no try. Throws `fault` where there is no such copy.
     */
    async mend(damaged: VaultFile, password: string, fault: unknown): Promise<{ readonly file: VaultFile; readonly key: Uint8Array; readonly slot: KeySlot }> {
      for (const copy of await backup.list().catch(() => [])) {
        if (canonical(copy.vault) === canonical(damaged) || !v.is(vaultFileSchema, copy.vault)) continue;
        const opened = await openWhole(copy.vault, password).catch(() => undefined);
        if (!opened) continue;
        await write(copy.vault, damaged, password).catch((error: unknown) => {
          opened.key.fill(0);
          throw error;
        });
        return { file: copy.vault, ...opened };
      }
      throw fault;
    },

    /** Brings the copies up to what is: a worker may have died before it came to them, and accounts are made without one. */
    async copy(): Promise<void> {
      const file = await vault.read();
      if (!file) return;
      const [copies, copy] = await Promise.all([backup.list(), copyOf(file)]);
      if (copies.length === 0 || copies.some((old) => canonical(old.vault) !== canonical(file))) await backup.replace(copy);
      else if (canonical(copies[0]!.accounts) !== canonical(copy.accounts)) await backup.add(copy);
    },
  };
}
