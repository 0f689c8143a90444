import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { ChainContext, PageContext, Signer, Transport } from '../../../src/chains/adapter';
import { addressOf } from '../../../src/chains/tron/addresses';
import { tron } from '../../../src/chains/tron/family';
import type { TronNetwork } from '../../../src/chains/tron/networks';
import { fromHex } from '../../../src/core/bytes';
import { NodeError, WalletError } from '../../../src/core/errors';
import { parseExact, type Json } from '../../../src/core/json';
import { pageMemory } from '../../fakes/memory';

/** A key in the hands of a test. */
export type Person = { readonly address: string; readonly key: string; readonly publicKey: Uint8Array; readonly signer: Signer };

export function person(key: string = Buffer.from(secp256k1.utils.randomSecretKey()).toString('hex')): Person {
  const secret = fromHex(key);
  const publicKey = secp256k1.getPublicKey(secret);
  const signer: Signer = {
    curve: 'secp256k1',
    publicKey,
    ecdsa: async (hash) => {
      const [recovery, ...compact] = secp256k1.sign(hash, secret, { prehash: false, format: 'recovered' });
      return Uint8Array.from([...compact, recovery!]);
    },
    schnorr: () => Promise.reject(new Error('not on TRON')),
    ed25519: () => Promise.reject(new Error('not on TRON')),
  };
  return { address: addressOf(publicKey), key, publicKey, signer };
}

export const network: TronNetwork = tron.networks[2];
export const asset = `${network.id}/slip44:195` as const;

/** Asks a node that runs. `lie` may change what it answers. */
export function transportTo(url: string, lie: (path: string, answer: Json) => Json = (_, answer) => answer): Transport {
  return {
    request: () => Promise.reject(new Error('TRON nodes are asked over REST')),
    get: () => Promise.reject(new Error('TRON nodes are asked by POST')),
    post: async (path, body) => {
      const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }).catch(
        (cause: unknown) => Promise.reject(new WalletError('network/unreachable', {}, { cause })),
      );
      const text = await response.text();
      if (!response.ok) throw new NodeError(response.status, text);
      return lie(path, parseExact(text));
    },
  };
}

export const contextOf = (transport: Transport, now = () => Date.now()): ChainContext<TronNetwork> => ({ network, transport, now });

export const pageOf = (context: ChainContext<TronNetwork>, ...people: readonly Person[]): PageContext<TronNetwork> => ({
  ...context,
  origin: 'https://site.example',
  accounts: people.map(({ address, publicKey }) => ({ address, publicKey })),
  memory: pageMemory(),
});

/** For what must not ask any node. */
export const silent: Transport = {
  request: () => Promise.reject(new Error('asked a node')),
  get: () => Promise.reject(new Error('asked a node')),
  post: () => Promise.reject(new Error('asked a node')),
};
