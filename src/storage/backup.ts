import type { Json } from '../core/json';

/** What is needed to find everything again but the phrase itself: the sealed vault, and the account list beside it. */
export type Copy = { readonly madeAt: number; readonly vault: Json; readonly accounts: Json };

/** The last three copies, in another database than `storage.local`, so that one broken file does not take both. */
export interface Backup {
  /** Newest first. */
  list(): Promise<readonly Copy[]>;
  add(copy: Copy): Promise<void>;
  /** Forgets all others with the same stroke. */
  replace(copy: Copy): Promise<void>;
  clear(): Promise<void>;
}

const database = 'holdall-backup';
const store = 'copies';
const kept = 3;

export const indexedBackup: Backup = {
  list: () => transact('readonly', async (copies) => ((await settle(copies.getAll())) as Copy[]).reverse()),
  add: (copy) =>
    transact('readwrite', async (copies) => {
      await settle(copies.add(copy));
      const keys = await settle(copies.getAllKeys());
      for (const key of keys.slice(0, Math.max(0, keys.length - kept))) await settle(copies.delete(key));
    }),
  replace: (copy) =>
    transact('readwrite', async (copies) => {
      await settle(copies.clear());
      await settle(copies.add(copy));
    }),
  clear: () => transact('readwrite', (copies) => settle(copies.clear())),
};

async function transact<R>(mode: IDBTransactionMode, task: (copies: IDBObjectStore) => Promise<R>): Promise<R> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store, { autoIncrement: true });
  const opened = await settle(opening);
  try {
    // `strict`: on disk before it is called done.
    const transaction = opened.transaction(store, mode, { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    const [result] = await Promise.all([task(transaction.objectStore(store)), done]);
    return result;
  } finally {
    opened.close();
  }
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no reason given'));
  });
