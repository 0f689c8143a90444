import { secp256k1 } from '@noble/curves/secp256k1.js';
import { entropyToMnemonic } from '@scure/bip39';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Signer } from '../../src/chains/adapter';
import { toHex } from '../../src/core/bytes';
import { createKeyring, type KeyPlace } from '../../src/keyring/keyring';
import { openSlots } from '../../src/storage/slots';
import type { Sealed, VaultFile } from '../../src/storage/vault-file';
import { memoryArea, memoryBackup } from '../fakes/platform';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const bitcoin = { curve: 'secp256k1', template: "m/84'/{coin}'/{index}'/0/0", coin: 0, index: 0 } as const satisfies KeyPlace;
const hash = new Uint8Array(32).fill(1);
const cost = { memory: 64, passes: 1, lanes: 1 };

/** What the first release wrote for `phrase` and the password `pw`. */
const firstRelease = JSON.parse(
  '{"version":1,"id":"1o4dqj0fF+KaLrHPmhWHYQ==","slots":[{"kind":"password","kdf":{"name":"argon2id","memory":64,"passes":1,"lanes":1,"salt":"gALp921DWweteeMXorlsYQ=="},"key":{"iv":"XdLRSMJHX5hnWJY+","ciphertext":"CLL+f/AHRT9HkL3gJp5WslPRgP0MrUXAZIuCQlGIrDE8MY8SPf10cN8C0u0h9t/e"}}],"data":{"iv":"Ia7uvXnuKNDSCDMm","ciphertext":"ug9dBw3TUMXoqw55eslNOc/lzg09fL3eu9uNDv9xicnPM8QHvi0Eil6xml3ew9JWFXoEpvFzxdKuX1GACIBH2ZBao+x2ntT4gkT76nNcQa/kdEvH1VWX61ZlF7hbB2RQMTNpfhltTNG1sPN2Pa+jk4dZe7ATaPHYoQLl+11Bjz9MIgUeHfQ4OvoG3h0hCqf3rpKCc0vibUcYyiiirv4pu6gfcBLoSJN6yIli0cJE"}}',
) as VaultFile;

describe('the keyring', () => {
  let area: ReturnType<typeof memoryArea>;
  let backup: ReturnType<typeof memoryBackup>;
  let keyring: ReturnType<typeof createKeyring>;
  const open = () => {
    keyring = createKeyring({
      vault: openSlots({ local: area, memory: area, session: memoryArea() }).vault,
      backup,
      accounts: async () => ['book'],
      now: () => 5,
      cost,
    });
  };

  beforeEach(() => {
    area = memoryArea();
    backup = memoryBackup();
    open();
  });

  it('says that nothing is there when nothing is', async () => {
    await expect(keyring.unlock('pw')).rejects.toMatchObject({ code: 'vault/absent' });
    await expect(keyring.reveal('pw')).rejects.toMatchObject({ code: 'vault/absent' });
  });

  it('keeps a phrase, and a copy of the sealed file beside the accounts', async () => {
    const key = await keyring.create(phrase.toUpperCase(), 'pw');
    expect(await keyring.unlock('pw')).toEqual(key);
    expect(await keyring.reveal('pw')).toBe(phrase);
    expect(backup.copies).toEqual([{ madeAt: 5, vault: (area.data.get('vault') as { data: unknown }).data, accounts: ['book'] }]);
    expect(JSON.stringify([...area.data, ...backup.copies])).not.toMatch(/abandon|book.*pw/);
  });

  it('shows a phrase of another script as it is written', async () => {
    const korean = '가격 가격 가격 가격 가격 가격 가격 가격 가격 가격 가격 가능';
    await keyring.create(korean.normalize('NFD'), 'pw');
    expect(await keyring.reveal('pw')).toBe(korean.normalize('NFC'));
  });

  it('overwrites no vault', async () => {
    await keyring.create(phrase, 'pw');
    const before = area.data.get('vault');
    await expect(keyring.create(phrase, 'other')).rejects.toMatchObject({ code: 'vault/exists' });
    expect(area.data.get('vault')).toEqual(before);
  });

  it.each([
    [
      'is refused',
      () => {
        throw new Error('quota');
      },
    ],
    ['is forgotten', () => {}],
  ])('reports no success when the write %s', async (_how, set) => {
    await keyring.create(phrase, 'pw');
    const { set: store } = area;
    area.set = async () => set();
    open();
    await expect(keyring.changePassword('pw', 'new')).rejects.toThrow();
    area.set = store;
    open();
    expect(await keyring.reveal('pw')).toBe(phrase);
  });

  describe('of which one bit is wrong', () => {
    const spoil = (change: (file: VaultFile) => VaultFile) => {
      const { v, data } = area.data.get('vault') as { readonly v: number; readonly data: VaultFile };
      area.data.set('vault', { v, data: change(data) });
      open();
    };
    const flip = (sealed: Sealed): Sealed => ({ ...sealed, ciphertext: (sealed.ciphertext.startsWith('A') ? 'B' : 'A') + sealed.ciphertext.slice(1) });
    const damages: [string, (file: VaultFile) => VaultFile][] = [
      ['its data', (file) => ({ ...file, data: flip(file.data) })],
      ['its slot', (file) => ({ ...file, slots: [{ ...file.slots[0], key: flip(file.slots[0].key) }] })],
      ['its name', (file) => ({ ...file, id: 'AAAA' })],
    ];

    it.each(damages)('in %s, is mended from its copy by the right password only', async (_where, change) => {
      const key = await keyring.create(phrase, 'pw');
      const whole = area.data.get('vault');
      spoil(change);
      const damaged = area.data.get('vault');
      await expect(keyring.unlock('other')).rejects.toMatchObject({ code: expect.stringMatching(/^(vault\/wrong-password|storage\/corrupt)$/) });
      expect(area.data.get('vault')).toEqual(damaged);
      expect(await keyring.unlock('pw')).toEqual(key);
      expect(area.data.get('vault')).toEqual(whole);
      expect(await keyring.reveal('pw')).toBe(phrase);
    });

    it('never becomes the copy', async () => {
      await keyring.create(phrase, 'pw');
      const [copy] = backup.copies;
      backup.copies.length = 0;
      spoil(damages[0]![1]);
      await expect(keyring.unlock('pw')).rejects.toMatchObject({ code: 'storage/corrupt' });
      expect(backup.copies).toEqual([]);
      backup.copies.push({ ...copy!, vault: { version: 1 } });
      await expect(keyring.unlock('pw')).rejects.toMatchObject({ code: 'storage/corrupt' });
    });
  });

  it('derives the public keys of places, in their order', async () => {
    const key = await keyring.create(phrase, 'pw');
    const places: KeyPlace[] = [bitcoin, { ...bitcoin, index: 1 }, { curve: 'ed25519', template: "m/44'/501'/{index}'/0'", coin: 501, index: 0 }];
    const [first, second, third] = await keyring.publicKeys(key, places);
    expect(first).toBe('0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c');
    expect([second?.length, third?.length]).toEqual([66, 64]);
  });

  it("lends what is the account's own, while it is needed", async () => {
    const key = await keyring.create(phrase, 'pw');
    let kept: Signer | undefined;
    await keyring.withSigners(
      key,
      [bitcoin],
      async (signers) => {
        kept = signers();
        expect(toHex(kept.publicKey)).toBe('0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c');
        expect(signers("m/84'/0'/0'/0/0")).toBe(kept);
        expect(toHex(signers("m/84'/0'/0'/0/1").publicKey)).toBe('03e775fd51f0dfb8cd865d9ff1cca2a158cf651fe997fdc9fee9c1d3b5e995ea77');
        for (const path of ["m/84'/0'/1'/0/0", "m/44'/60'/0'/0/0", 'm', ''])
          expect(() => signers(path)).toThrow(expect.objectContaining({ code: 'transaction/invalid' }));
        expect(await kept.ecdsa(hash)).toHaveLength(65);
      },
      () => {},
    );
    await expect(kept!.ecdsa(hash)).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('takes the keys back when the borrower fails, and at once when it is told to', async () => {
    const key = await keyring.create(phrase, 'pw');
    let kept: Signer | undefined;
    await expect(
      keyring.withSigners(
        key,
        [bitcoin],
        async (signers) => {
          kept = signers();
          throw new Error('no');
        },
        () => {},
      ),
    ).rejects.toThrow('no');
    await expect(kept!.ecdsa(hash)).rejects.toMatchObject({ code: 'vault/locked' });
    let end = () => {};
    await keyring.withSigners(
      key,
      [bitcoin],
      async (signers) => {
        kept = signers();
        end();
        await expect(kept.ecdsa(hash)).rejects.toMatchObject({ code: 'vault/locked' });
        expect(() => signers()).toThrow(expect.objectContaining({ code: 'vault/locked' }));
      },
      (stop) => {
        end = stop;
      },
    );
  });

  it('opens nothing with a key of another vault', async () => {
    await keyring.create(phrase, 'pw');
    await expect(keyring.publicKeys(new Uint8Array(32), [bitcoin])).rejects.toMatchObject({ code: 'storage/corrupt' });
  });

  const imported = { curve: 'secp256k1', family: 'evm', privateKey: new Uint8Array(32).fill(7) } as const;
  const imports = async () => keyring.imported(await keyring.unlock('pw'));

  it('lends an imported key by its number, and by no path of the tree', async () => {
    const key = await keyring.create(phrase, 'pw');
    const index = await keyring.importKey('pw', imported);
    const place = { curve: 'secp256k1', imported: index } as const;
    const own = toHex(secp256k1.getPublicKey(imported.privateKey, true));
    expect(await keyring.publicKeys(key, [place, bitcoin])).toEqual([own, '0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c']);
    let kept: Signer | undefined;
    await keyring.withSigners(
      key,
      [place],
      async (signers) => {
        kept = signers();
        const signature = await kept.ecdsa(hash);
        expect(secp256k1.verify(signature.slice(0, 64), hash, kept.publicKey, { prehash: false })).toBe(true);
        expect(toHex(kept.publicKey)).toBe(own);
        for (const path of ["m/44'/60'/0'/0/0", 'm', `m/44'/60'/0'/0/${index}`])
          expect(() => signers(path)).toThrow(expect.objectContaining({ code: 'transaction/invalid' }));
      },
      () => {},
    );
    await expect(kept!.ecdsa(hash)).rejects.toMatchObject({ code: 'vault/locked' });
    expect(await keyring.revealKey('pw', index)).toBe('07'.repeat(32));
    expect(imported.privateKey[0]).toBe(7);
    for (const wrong of [
      { ...place, imported: index + 1 },
      { ...place, curve: 'ed25519' as const },
    ])
      await expect(keyring.publicKeys(key, [wrong])).rejects.toMatchObject({ code: 'account/unknown' });
  });

  it('keeps a key once for each family, and two that ask for the same number apart', async () => {
    await keyring.create(phrase, 'pw');
    const index = await keyring.importKey('pw', imported);
    expect(await keyring.importKey('pw', imported)).toBe(index);
    expect(await keyring.importKey('pw', { ...imported, family: 'tron' })).toBe(index + 1);
    expect(await imports()).toEqual([
      { index, curve: 'secp256k1', family: 'evm' },
      { index: index + 1, curve: 'secp256k1', family: 'tron' },
    ]);
  });

  it('opens a vault of the first release, and gives it back in that form without imported keys', async () => {
    area.data.set('vault', { v: 1, data: firstRelease });
    backup.copies = [{ madeAt: 1, vault: firstRelease, accounts: null }];
    expect([await keyring.reveal('pw'), await imports()]).toEqual([phrase, []]);
    const index = await keyring.importKey('pw', imported);
    expect([await keyring.reveal('pw'), await imports()]).toEqual([phrase, [{ index, curve: 'secp256k1', family: 'evm' }]]);
    await keyring.removeKey('pw', index);
    expect([await keyring.reveal('pw'), await imports()]).toEqual([phrase, []]);
    const bytes = (file: unknown) => Buffer.from((file as VaultFile).data.ciphertext, 'base64').length;
    expect(backup.copies.map(({ vault }) => bytes(vault))).toEqual([bytes(firstRelease)]);
  });

  it('has room for 64, with the longest of phrases', async () => {
    const { wordlist } = await import('@scure/bip39/wordlists/korean.js');
    const sizes = wordlist.map((word) => Buffer.from(word.normalize('NFKD')).length);
    const bits = BigInt(
      `0b${sizes
        .indexOf(Math.max(...sizes))
        .toString(2)
        .padStart(11, '0')
        .repeat(24)
        .slice(0, 256)}`,
    );
    await keyring.create(entropyToMnemonic(Buffer.from(bits.toString(16).padStart(64, '0'), 'hex'), wordlist), 'pw');
    for (let n = 1; n <= 64; n++) await keyring.importKey('pw', { ...imported, family: 'f'.repeat(20), privateKey: new Uint8Array(32).fill(n) });
    await expect(keyring.importKey('pw', imported)).rejects.toMatchObject({ code: 'account/too-many' });
    expect(new Set((await imports()).map(({ index }) => index)).size).toBe(64);
  });
});
