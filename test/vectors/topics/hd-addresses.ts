import assert from 'node:assert/strict';
import type { ChainAdapter } from '../../../src/chains/adapter';
import { bundledNetworks, families, type FamilyId } from '../../../src/chains/registry';
import { toHex } from '../../../src/core/bytes';
import { derive } from '../../../src/keyring/derive';
import { toSeed } from '../../../src/keyring/mnemonic';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Vector = {
  readonly mnemonic: string;
  readonly passphrase: string;
  readonly path: string;
  readonly address: string;
  readonly chain: string;
  readonly network?: string;
  readonly publicKey?: string;
  readonly privateKey?: string;
  readonly seed32?: string;
};

/** `kind` is the family's name for the form of the address. */
const address =
  (family: FamilyId, kind: string) =>
  async (vector: Case): Promise<void> => {
    const { mnemonic, passphrase, path, network, publicKey, privateKey, seed32, address: expected } = vector as unknown as Vector;
    const key = derive(await toSeed(mnemonic, passphrase), path, families[family].curve);
    if (publicKey !== undefined) assert.equal(toHex(key.publicKey), publicKey);
    if (privateKey !== undefined) assert.equal(toHex(key.privateKey), privateKey.replace(/^0x/, ''));
    if (seed32 !== undefined) assert.equal(toHex(key.privateKey), seed32);
    if (!families[family].derivations.some((derivation) => derivation.kind === kind)) throw new NoCodeYet(`no ${kind} addresses`);
    const on = bundledNetworks.find((one) => one.family === family && one.local !== true && (one.testnet === true) === (network === 'testnet'))!;
    assert.equal((await adapter(family)).addresses.fromPublicKey(key.publicKey, on, kind), expected);
  };

async function adapter(family: FamilyId): Promise<ChainAdapter> {
  return ((await import(`../../../src/chains/${family}/adapter.ts`)) as { readonly adapter: ChainAdapter }).adapter;
}

const bip = { 44: address('bitcoin', 'p2pkh'), 49: address('bitcoin', 'p2sh-p2wpkh'), 84: address('bitcoin', 'p2wpkh'), 86: address('bitcoin', 'p2tr') };
const [evm, tron, solana] = [address('evm', 'default'), address('tron', 'default'), address('solana', 'default')];
const chains: Readonly<Record<string, (vector: Case) => Promise<void>>> = { bitcoin: bip[84], ethereum: evm, smartchain: evm, tron, solana };

export const topic: Topic = {
  groups: {
    'spec/bip49': bip[49],
    'spec/bip86': bip[86],
    'generated/btc-44': bip[44],
    'generated/btc-49': bip[49],
    'generated/btc-84': bip[84],
    'generated/btc-86': bip[86],
    'spec/bip84': (vector) => {
      if (vector['address'] === undefined) throw new NoCodeYet('extended keys are not written out');
      return bip[84](vector);
    },
    'generated/evm': evm,
    'generated/tron': tron,
    'generated/solana': solana,
    // sollet's key is the seed itself: no path leads to it.
    'generated/solana-bip39-root': () => {
      throw new NoCodeYet('no keys without a path');
    },
    'wallet-core': (vector) => {
      const check = chains[vector['chain'] as string];
      if (!check) throw new NoCodeYet('chains of later issues');
      return check(vector);
    },
  },
};
