import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { ChainContext, Signer, Signers, Transport } from '../../../src/chains/adapter';
import { addresses } from '../../../src/chains/bitcoin/addresses';
import { networks, type BitcoinNetwork } from '../../../src/chains/bitcoin/networks';
import { NodeError } from '../../../src/core/errors';
import { parseExact, type Json } from '../../../src/core/json';
import { lend } from '../../../src/keyring/signer';

/** What the tests of this family share: an account, and roads to a node that is real or lies. */

export const mainnet: BitcoinNetwork = networks[0];
export const testnet: BitcoinNetwork = networks[1];
export const regtest: BitcoinNetwork = networks[2];

export type Person = { readonly key: Uint8Array; readonly signer: Signer; readonly signers: Signers; address(network: BitcoinNetwork): string };

export function person(seed: number): Person {
  const key = new Uint8Array(32).fill(seed);
  const { signer } = lend('secp256k1', Uint8Array.from(key), secp256k1.getPublicKey(key, true));
  return { key, signer, signers: () => signer, address: (network) => addresses.fromPublicKey(signer.publicKey, network, 'p2wpkh') };
}

export const contextOf = (transport: Transport, network: BitcoinNetwork = regtest): ChainContext<BitcoinNetwork> => ({
  network,
  transport,
  now: () => 1_800_000_000_000,
});

/** To a real server, as the wallet's own transport does it. */
export function httpTransport(url: string): Transport {
  const send = async (path: string, init?: RequestInit): Promise<Json> => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    if (!response.ok) throw new NodeError(response.status, text);
    try {
      return parseExact(text);
    } catch {
      return text;
    }
  };
  return {
    request: () => Promise.reject(new Error('not used')),
    get: (path) => send(path),
    post: (path, body) => send(path, { method: 'POST', body: String(body) }),
  };
}

/** A node that answers as it is told, by path; what it is not told is a 404. `posts` keeps what it was sent. */
export function scriptedTransport(answers: Readonly<Record<string, Json | Error | ((body?: Json) => Json)>>): Transport & { readonly posts: Json[] } {
  const posts: Json[] = [];
  const answer = async (path: string, body?: Json): Promise<Json> => {
    const known = Object.hasOwn(answers, path) ? answers[path] : new NodeError(404, 'Transaction not found');
    if (known instanceof Error) throw known;
    return typeof known === 'function' ? known(body) : known!;
  };
  return {
    posts,
    request: () => Promise.reject(new Error('not used')),
    get: (path) => answer(path),
    post: (path, body) => {
      posts.push(body);
      return answer(path, body);
    },
  };
}
