import type { Browser } from './browser';

/** What may happen to a wallet's data behind its back. Each is followed by the start of another worker, as after a crash. */

/** Everything, as when the extension was just installed. */
export const forget = (browser: Browser): Promise<void> =>
  behind(browser, async () => {
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.alarms.clearAll()]);
    await new Promise((done) => Object.assign(indexedDB.deleteDatabase('holdall-backup'), { onsuccess: done, onerror: done, onblocked: done }));
  });

/** Puts `value` where the vault lies, or nothing; the browser was closed, so that nobody is unlocked. */
export const spoilVault = (browser: Browser, value?: object | string): Promise<void> =>
  behind(
    browser,
    async (vault) => {
      await chrome.storage.session.clear();
      if (vault === undefined) await chrome.storage.local.remove('vault');
      else await chrome.storage.local.set({ vault });
    },
    value,
  );

/** Turns one character of what is sealed: the form stays that of a vault. */
export const spoilBit = (browser: Browser, where: 'data' | 'slot'): Promise<void> =>
  behind(
    browser,
    async (part) => {
      const { vault } = (await chrome.storage.local.get('vault')) as {
        readonly vault: { readonly data: { readonly data: { ciphertext: string }; readonly slots: readonly { readonly key: { ciphertext: string } }[] } };
      };
      const sealed = part === 'data' ? vault.data.data : vault.data.slots[0]!.key;
      sealed.ciphertext = (sealed.ciphertext.startsWith('A') ? 'B' : 'A') + sealed.ciphertext.slice(1);
      await chrome.storage.local.set({ vault });
      await chrome.storage.session.clear();
    },
    where,
  );

/** Puts `value` into the place of every copy. */
export const spoilCopies = (browser: Browser, value: unknown): Promise<void> =>
  behind(
    browser,
    (copy) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('holdall-backup', 1);
        opening.onerror = fail;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('copies', 'readwrite');
          const cursors = transaction.objectStore('copies').openCursor();
          cursors.onsuccess = () => {
            cursors.result?.update(copy);
            cursors.result?.continue();
          };
          transaction.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    value,
  );

/** All that is on disk, by place. */
export async function stored(browser: Browser): Promise<{ readonly local: Readonly<Record<string, unknown>>; readonly copies: unknown }> {
  const page = await browser.open(browser.url('mark.svg'));
  const all = await page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open('holdall-backup', 1);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = fail;
    });
    const copies = await new Promise((done) => {
      const reading = opened.transaction('copies').objectStore('copies').getAll();
      reading.onsuccess = () => done(reading.result);
    });
    opened.close();
    return { local: await chrome.storage.local.get(), copies };
  });
  await page.close();
  return all;
}

async function behind<T>(browser: Browser, task: (value: T) => Promise<void>, value?: T): Promise<void> {
  // A picture is of the extension, but not of the wallet: it wakes nobody.
  const page = await browser.open(browser.url('mark.svg'));
  await page.evaluate(task as (value: unknown) => Promise<void>, value);
  await page.close();
  await browser.killWorker();
}
