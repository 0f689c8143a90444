import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChainAdapter } from '../../../src/chains/adapter';
import { bundledNetworks, familyOf, type FamilyId } from '../../../src/chains/registry';
import { toHex } from '../../../src/core/bytes';
import { derive } from '../../../src/keyring/derive';
import { coinOf, pathOf } from '../../../src/keyring/path';
import { checked, toSeed } from '../../../src/keyring/mnemonic';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Account = Case & {
  readonly mnemonic: string;
  readonly index: number;
  readonly network: string;
  readonly path: string;
  readonly publicKey: string;
  readonly address: string;
};

async function account(vector: Case): Promise<void> {
  const { mnemonic, index, network: id, path, publicKey, address } = vector as Account;
  const network = bundledNetworks.find((one) => one.id === id);
  assert(network, `the wallet does not know ${id}`);
  const {
    derivations: [{ kind, path: template }],
    slip44,
    curve,
  } = familyOf(network.family);
  const own = pathOf(template, coinOf(network, slip44), index);
  assert.equal(own, path);
  const key = derive(await toSeed(await checked(mnemonic)), own, curve);
  assert.equal(toHex(key.publicKey), publicKey);
  const { addresses } = await adapterOf(network.family);
  assert.equal(addresses.fromPublicKey(key.publicKey, network, kind), address);
  assert.equal(addresses.parse(address, network), address);
}

async function adapterOf(family: FamilyId): Promise<ChainAdapter> {
  const path = resolve(import.meta.dirname, `../../../src/chains/${family}/adapter.ts`);
  if (!existsSync(path)) throw new NoCodeYet(`no ${family} adapter`);
  return ((await import(pathToFileURL(path).href)) as { readonly adapter: ChainAdapter }).adapter;
}

export const topic: Topic = { groups: { bitcoin: account, evm: account, tron: account, solana: account } };
