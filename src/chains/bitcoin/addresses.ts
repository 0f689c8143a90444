import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58, bech32, bech32m, createBase58check } from '@scure/base';
import { concat, equal } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, AddressCodec } from '../adapter';
import type { Network } from '../family';
import { networks } from './networks';

export const addresses: AddressCodec = {
  fromPublicKey(publicKey, network, kind) {
    if (kind !== 'p2wpkh') throw new WalletError('chain/unsupported');
    return segwitAddress(hrpOf(network), 0, ripemd160(sha256(publicKey)));
  },
  parse: (text, network) => {
    const address = text.trim();
    const { hrps, script } = decode(address);
    if (!hrps.includes(hrpOf(network))) throw new WalletError('address/wrong-network');
    return addressOf(script, network) ?? address;
  },
};

/** The script that an address stands for. Throws `address/not-payable` where nobody could spend, and else as {@link AddressCodec.parse} does. */
export function scriptOf(address: Address, network: Network): Uint8Array {
  const { hrps, script } = decode(address);
  if (!hrps.includes(hrpOf(network))) throw new WalletError('address/wrong-network');
  return script;
}

/** The address of an output script, if it has one. */
export function addressOf(script: Uint8Array, network: Network): Address | undefined {
  const hrp = hrpOf(network);
  const program = witnessProgram(script);
  if (program) return isPayable(program) && fits(program) ? segwitAddress(hrp, program.version, program.bytes) : undefined;
  for (const kind of [p2pkh, p2sh]) {
    const hash = script.subarray(kind.head.length, kind.head.length + 20);
    if (equal(script, concat(kind.head, hash, kind.tail))) return base58check.encode(concat(Uint8Array.of(kind.versions[hrp]), hash));
  }
  return undefined;
}

export type WitnessProgram = { readonly version: number; readonly bytes: Uint8Array };

/** BIP-141: a version and 2 to 40 bytes, and nothing else. */
export function witnessProgram(script: Uint8Array): WitnessProgram | undefined {
  const [first = -1, length = 0] = script;
  const version = first === 0 ? 0 : first - 0x50;
  const isProgram = version >= 0 && version <= 16 && length >= 2 && length <= 40 && script.length === 2 + length;
  return isProgram ? { version, bytes: script.subarray(2) } : undefined;
}

type Hrp = (typeof networks)[number]['hrp'];
/** Test networks share their base58 versions, so an address can be of several. */
type Decoded = { readonly hrps: readonly Hrp[]; readonly script: Uint8Array };

type Kind = { readonly versions: Readonly<Record<Hrp, number>>; readonly head: Uint8Array; readonly tail: Uint8Array };
const p2pkh: Kind = { versions: { bc: 0x00, tb: 0x6f, bcrt: 0x6f }, head: Uint8Array.of(0x76, 0xa9, 20), tail: Uint8Array.of(0x88, 0xac) };
const p2sh: Kind = { versions: { bc: 0x05, tb: 0xc4, bcrt: 0xc4 }, head: Uint8Array.of(0xa9, 20), tail: Uint8Array.of(0x87) };
const base58check = createBase58check(sha256);

function hrpOf({ id }: Network): Hrp {
  const known = networks.find((network) => network.id === id);
  if (!known) throw new WalletError('chain/unsupported');
  return known.hrp;
}

function decode(address: string): Decoded {
  // BIP-173: at most 90 characters; the part before the last `1` names the network.
  if (address.length > 90) throw new WalletError('address/invalid');
  const hrp = networks.map((network) => network.hrp).find((part) => address.toLowerCase().startsWith(`${part}1`));
  return hrp ? decodeSegwit(address, hrp) : decode58(address);
}

function decodeSegwit(address: string, hrp: Hrp): Decoded {
  if (address !== address.toLowerCase() && address !== address.toUpperCase()) throw new WalletError('address/invalid');
  if (!/^[02-9ac-hj-np-z]{7,}$/i.test(address.slice(hrp.length + 1))) throw new WalletError('address/invalid');
  const old = bech32.decodeUnsafe(address, 90);
  const [version, ...words] = (old ?? bech32m.decodeUnsafe(address, 90))?.words ?? [];
  if (version === undefined) throw new WalletError('address/checksum');
  // BIP-350: version 0 has the old checksum, and the later ones have the new.
  if ((version === 0) !== (old !== undefined)) throw new WalletError('address/checksum');
  const bytes = bech32.fromWordsUnsafe(words);
  if (!bytes || !fits({ version, bytes })) throw new WalletError('address/invalid');
  if (!isPayable({ version, bytes })) throw new WalletError('address/not-payable');
  return { hrps: [hrp], script: programScript(version, bytes) };
}

function decode58(address: string): Decoded {
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,36}$/.test(address)) throw new WalletError('address/invalid');
  if (base58.decode(address).length !== 25) throw new WalletError('address/invalid');
  let bytes: Uint8Array;
  try {
    bytes = base58check.decode(address);
  } catch {
    throw new WalletError('address/checksum');
  }
  for (const { versions, head, tail } of [p2pkh, p2sh]) {
    const hrps = networks.map(({ hrp }) => hrp).filter((hrp) => versions[hrp] === bytes[0]);
    if (hrps.length > 0) return { hrps, script: concat(head, bytes.subarray(1), tail) };
  }
  throw new WalletError('address/invalid');
}

const fits = ({ version, bytes: { length } }: WitnessProgram): boolean =>
  version === 0 ? length === 20 || length === 32 : version <= 16 && length >= 2 && length <= 40;

/** A taproot output is a point on the curve (BIP-341); one that is not can never be spent. */
function isPayable({ version, bytes }: WitnessProgram): boolean {
  if (version !== 1 || bytes.length !== 32) return true;
  try {
    secp256k1.Point.fromBytes(concat(Uint8Array.of(2), bytes));
    return true;
  } catch {
    return false;
  }
}

const programScript = (version: number, bytes: Uint8Array) => concat(Uint8Array.of(version === 0 ? 0 : 0x50 + version, bytes.length), bytes);
const segwitAddress = (hrp: Hrp, version: number, bytes: Uint8Array): Address =>
  (version === 0 ? bech32 : bech32m).encode(hrp, [version, ...bech32.toWords(bytes)]);
