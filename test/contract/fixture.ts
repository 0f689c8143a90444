import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Address, PageContext, Signers, Transport } from '../../src/chains/adapter';
import type { Network } from '../../src/chains/family';
import { loadAdapter } from '../../src/chains/load';
import { bundledNetworks, familyOf, type FamilyId } from '../../src/chains/registry';
import { toHex } from '../../src/core/bytes';
import type { ChainId } from '../../src/core/caip';
import type { Json } from '../../src/core/json';
import { lend } from '../../src/keyring/signer';
import type { LocalChain } from '../devnet/chain';
import { pageMemory } from '../fakes/memory';

/** What the contract suite must be told of a family; all else it finds out by asking. One of these per family, in `fixtures/<family>.ts`. */
export type Fixture = {
  readonly start: () => Promise<LocalChain>;
  /** An ordinary transfer, in the smallest unit, and what an account is given for all of them. */
  readonly amount: bigint;
  readonly funds: bigint;
  /** What the chain makes everyone keep, after "everything" was sent. */
  readonly remainder: bigint;
  /** A page's request that this account sign a message. */
  readonly message: (address: Address) => { readonly method: string; readonly params: Json };
  /** Puts a token on the chain and gives `owner` some of it; for families that have tokens. */
  readonly token?: (chain: LocalChain, owner: Address) => Promise<{ readonly address: string; readonly amount: bigint; readonly symbol: string }>;
  /** Has a contract act for an account, as another wallet with the same key would; for families where one can. Returns the contract. */
  readonly delegate?: (chain: LocalChain, privateKey: string) => Promise<Address>;
  /** Texts that are no address of the network: of another of the family's networks, with a wrong checksum, cut short. */
  readonly wrong: readonly string[];
};

export type Person = {
  readonly address: Address;
  readonly publicKey: Uint8Array;
  /** Hex. */
  readonly privateKey: string;
  readonly signers: Signers;
  /** How often a signature was made. */ readonly used: () => number;
};

export const networkOf = (id: ChainId): Network & { readonly family: FamilyId } => bundledNetworks.find((network) => network.id === id)!;

/** An account whose signers are the wallet's own, lent from a key of the test. */
export async function person(family: FamilyId, network: Network, seed?: number): Promise<Person> {
  const {
    curve,
    derivations: [{ kind }],
  } = familyOf(family);
  const library = curve === 'ed25519' ? ed25519 : secp256k1;
  const key = seed === undefined ? library.utils.randomSecretKey() : new Uint8Array(32).fill(seed);
  const publicKey = library.getPublicKey(key);
  const privateKey = toHex(key);
  const { addresses } = await loadAdapter(family);
  const { signer } = lend(curve, key, publicKey);
  let used = 0;
  const counted = { ...signer, ecdsa: count(signer.ecdsa), schnorr: count(signer.schnorr), ed25519: count(signer.ed25519) };
  function count<A extends unknown[], R>(sign: (...args: A) => R) {
    return (...args: A) => {
      used++;
      return sign(...args);
    };
  }
  return { address: addresses.fromPublicKey(publicKey, network, kind), publicKey, privateKey, signers: () => counted, used: () => used };
}

const offline: Transport = {
  request: () => Promise.reject(new Error('asked a node')),
  get: () => Promise.reject(new Error('asked a node')),
  post: () => Promise.reject(new Error('asked a node')),
};

export const pageContext = (network: Network, people: readonly Person[], transport: Transport = offline): PageContext<Network> => ({
  network,
  transport,
  now: Date.now,
  origin: 'https://site.example',
  accounts: people.map(({ address, publicKey }) => ({ address, publicKey })),
  memory: pageMemory(),
});

/** Freezes everything inside, so that a function that is said to be pure cannot write on what it is given. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}
