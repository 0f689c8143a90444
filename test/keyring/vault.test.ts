import { argon2id } from '@noble/hashes/argon2.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../src/core/bytes';
import { argon2, changePassword, createVault, openVault, readSecrets } from '../../src/keyring/vault';
import { vaultFileSchema, type VaultFile } from '../../src/storage/vault-file';
import * as v from 'valibot';

const cost = { memory: 64, passes: 1, lanes: 1 };
const secrets = utf8('a secret that is longer than one block');

describe('a vault file', () => {
  let file: VaultFile;
  let key: Uint8Array;
  beforeAll(async () => {
    ({ file, key } = await createVault('pass word', secrets, cost));
  });

  it('opens with its password, and holds the secrets', async () => {
    expect(await openVault(file, 'pass word')).toEqual(key);
    expect(await readSecrets(file, key)).toEqual(secrets);
  });

  it.each(['', 'pass word ', 'Pass word', 'pass wor'])('does not open with %j', async (password) => {
    await expect(openVault(file, password)).rejects.toMatchObject({ code: 'vault/wrong-password' });
  });

  it('opens with the same password written in other code points', async () => {
    const made = await createVault('ﬁve ｃａｆé', secrets, cost);
    expect(await openVault(made.file, 'five cafe\u0301')).toEqual(made.key);
  });

  it('costs 64 MiB and three passes', async () => {
    const [slot] = (await createVault('x', secrets)).file.slots;
    expect(slot.kdf).toMatchObject({ name: 'argon2id', memory: 65_536, passes: 3, lanes: 1 });
  });

  it('notices a change of any character', async () => {
    const text = JSON.stringify(file);
    const places = fc.integer({ min: 0, max: text.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.constantFrom('A', 'z', '0', '9', '+', '"'), async (place, letter) => {
        fc.pre(text[place] !== letter);
        let changed: unknown;
        try {
          changed = JSON.parse(text.slice(0, place) + letter + text.slice(place + 1));
        } catch {
          return;
        }
        const parsed = v.safeParse(vaultFileSchema, changed);
        // The last character of base64 without padding can have bits that mean nothing.
        if (!parsed.success || JSON.stringify(normal(parsed.output)) === JSON.stringify(normal(file))) return;
        await expect((async () => readSecrets(changed as VaultFile, await openVault(changed as VaultFile, 'pass word')))()).rejects.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('cannot be made cheaper to guess, nor its parts be exchanged', async () => {
    const [slot] = file.slots;
    const other = (await createVault('pass word', secrets, cost)).file;
    for (const forged of [
      { ...file, slots: [{ ...slot, kdf: { ...slot.kdf, memory: 32 } }] },
      { ...file, slots: [{ ...slot, key: file.data }] },
      { ...file, data: slot.key },
      { ...file, data: other.data },
      { ...file, slots: other.slots },
      { ...file, id: other.id },
    ] as VaultFile[])
      await expect((async () => readSecrets(forged, await openVault(forged, 'pass word')))()).rejects.toThrow();
  });

  it('never uses a nonce, a salt or a key twice', async () => {
    const again = await createVault('pass word', secrets, cost);
    const parts = ({ id, slots: [{ kdf, key: sealed }], data }: VaultFile) => [id, kdf.salt, sealed.iv, sealed.ciphertext, data.iv, data.ciphertext];
    expect(new Set([...parts(file), ...parts(again.file)]).size).toBe(12);
    expect(again.key).not.toEqual(key);
  });

  it('keeps its secrets as they are when the password changes', async () => {
    const changed = await changePassword(file, 'pass word', 'another', cost);
    expect([changed.file.data, changed.key]).toEqual([file.data, key]);
    expect(await openVault(changed.file, 'another')).toEqual(key);
    await expect(openVault(changed.file, 'pass word')).rejects.toMatchObject({ code: 'vault/wrong-password' });
    await expect(changePassword(file, 'wrong', 'another', cost)).rejects.toMatchObject({ code: 'vault/wrong-password' });
  });
});

describe('Argon2id', () => {
  it('agrees with a second implementation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.uint8Array({ minLength: 8, maxLength: 32 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        async (password, salt, passes, lanes) => {
          const memory = 64;
          expect(await argon2(password, salt, { memory, passes, lanes })).toEqual(argon2id(password, salt, { m: memory, t: passes, p: lanes, dkLen: 32 }));
        },
      ),
      { numRuns: 20 },
    );
  });
});

/** What base64 says, whatever its unused bits. */
const normal = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner: unknown) =>
    typeof inner === 'string' && ['id', 'salt', 'iv', 'ciphertext'].includes(name) ? Buffer.from(inner, 'base64').toString('base64') : inner,
  );
