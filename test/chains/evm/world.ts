import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { ChainContext, Intent, PageContext, Signer, Transport } from '../../../src/chains/adapter';
import { addressOf } from '../../../src/chains/evm/addresses';
import { networks, type EvmNetwork } from '../../../src/chains/evm/networks';
import { fromHex, toHex } from '../../../src/core/bytes';
import { NodeError } from '../../../src/core/errors';
import { parseExact, type Json } from '../../../src/core/json';
import { pageMemory } from '../../fakes/memory';

/** What the EVM tests share: a signer over a plain key, a transport to a local node, and contexts made of them. */

export const ethereum: EvmNetwork = networks[0];
export const bsc: EvmNetwork = networks[1];

export type Person = { readonly address: string; readonly privateKey: `0x${string}`; readonly publicKey: Uint8Array; readonly signers: () => Signer };

export function person(privateKey: string = toHex(secp256k1.utils.randomSecretKey())): Person {
  const key = fromHex(privateKey);
  const publicKey = secp256k1.getPublicKey(key, true);
  const refuse = () => Promise.reject(new Error('an EVM account signs ECDSA only'));
  const signer: Signer = {
    curve: 'secp256k1',
    publicKey,
    schnorr: refuse,
    ed25519: refuse,
    async ecdsa(hash) {
      // noble puts the recovery bit first, the contract wants it last.
      const signature = secp256k1.sign(hash, key, { prehash: false, lowS: true, format: 'recovered' });
      return Uint8Array.of(...signature.slice(1), signature[0]!);
    },
  };
  return { address: addressOf(publicKey), privateKey: `0x${toHex(key)}`, publicKey, signers: () => signer };
}

export const transportTo = (url: string): Transport => ({
  async request(method, params) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = parseExact(await response.text()) as { result?: Json; error?: { code: number; message: string; data?: Json } };
    if (error) throw new NodeError(error.code, error.message, error.data);
    return result ?? null;
  },
  get: () => Promise.reject(new Error('EVM nodes speak JSON-RPC')),
  post: () => Promise.reject(new Error('EVM nodes speak JSON-RPC')),
});

/** Answers some methods in another way than the node does: for faults that a real one cannot be made to show. */
export const lying = (honest: Transport, lies: Readonly<Record<string, Json | ((params: Json) => Json)>>): Transport => ({
  ...honest,
  async request(method, params) {
    const lie = Object.hasOwn(lies, method) ? lies[method]! : undefined;
    if (lie === undefined) return honest.request(method, params);
    return typeof lie === 'function' ? lie(params) : lie;
  },
});

export const nowhere: Transport = transportTo('http://127.0.0.1:9');

export const contextOf = (network: EvmNetwork, transport: Transport, now = 1_700_000_000_000): ChainContext<EvmNetwork> => ({
  network,
  transport,
  now: () => now,
});

export const pageContext = (network: EvmNetwork, people: readonly Person[], transport: Transport = nowhere): PageContext<EvmNetwork> => ({
  ...contextOf(network, transport),
  origin: 'https://site.example',
  accounts: people.map(({ address, publicKey }) => ({ address, publicKey })),
  memory: pageMemory(),
});

export const coin = (network: EvmNetwork) => `${network.id}/slip44:${network.slip44 ?? 60}` as const;

export const transfer = (network: EvmNetwork, from: Person, to: string, amount: bigint | 'max'): Intent => ({
  type: 'transfer',
  from: from.address,
  to,
  asset: coin(network),
  amount,
});

export const ether = 10n ** 18n;
