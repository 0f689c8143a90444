import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, utf8 } from '../core/bytes';
import type { Json } from '../core/json';
import type { Address } from './adapter';

/**
 * EIP-712, as `eth_signTypedData_v4` means it: arrays and recursive structs. One walk checks, encodes and lists the values, so what is
 * shown is what is hashed. It refuses whatever two libraries could encode in two ways: ethers would not take recursive types, and
 * eth-sig-util guesses where a value does not fit its type.
 */
export type TypedData = {
  readonly types: { readonly [name: string]: readonly Field[] };
  readonly primaryType: string;
  readonly domain: Values;
  readonly message: Values;
};

type Field = { readonly name: string; readonly type: string };
type Values = { readonly [name: string]: Json };

/** What families write differently. */
export interface Dialect {
  /** The canonical form of an address. Throws for what is none. */
  readonly address: (text: string) => Address;
  /** The 20 bytes that a canonical address hashes as. */
  readonly addressBytes: (address: Address) => Uint8Array;
  /** Types that hash as another does, and keep their own name in the type's hash. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Refuses an object with fields that its type does not name. They are neither signed nor shown. */
  readonly exact: boolean;
}

/** One value that is signed. `path` is `details[0].token`; struct and array brackets are not values. */
export type Leaf = { readonly path: string; readonly type: string; readonly value: Json };

const limits = { text: 500_000, types: 50_000, depth: 64, leaves: 20_000 } as const;

/** One walk over one set of types. `visit` hears of every value, in the order of the types; `typeHash` works a type out once, however many values it has. */
type Walk = {
  readonly types: TypedData['types'];
  readonly dialect: Dialect;
  readonly visit: (leaf: Leaf) => void;
  readonly typeHash: (type: string) => Uint8Array;
};

/** Reads what a page sends: the JSON text, or the object itself. Throws a TypeError for anything that cannot be signed as it stands. */
export function readTypedData(input: Json, dialect: Dialect): TypedData {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  if (text.length > limits.text) refuse('too large');
  const { types, primaryType, domain, message } = objectFrom(typeof input === 'string' ? (JSON.parse(input) as Json) : input);
  const declared = Object.fromEntries(Object.entries(objectFrom(types)).map(([name, fields]) => [name, fieldsFrom(name, fields, dialect)] as const));
  // Each struct's own encodeType names all the types it reaches: what is hashed grows with the square of this text.
  if (JSON.stringify(declared).length > limits.types) refuse('too many types');
  const domainValues = objectFrom(domain);
  const domainType = Object.hasOwn(declared, domainName) ? declared[domainName]! : domainFields.filter(({ name }) => Object.hasOwn(domainValues, name));
  if (!domainType.every(isDomainField)) refuse('domain type');
  if (typeof primaryType !== 'string' || !(primaryType === domainName || Object.hasOwn(declared, primaryType))) refuse('primaryType');
  const data = {
    types: { ...declared, [domainName]: domainType },
    primaryType: primaryType as string,
    domain: domainValues,
    message: primaryType === domainName ? {} : objectFrom(message),
  };
  digestOf(data, dialect);
  return data;
}

/** The domain separator, and the message's hashStruct: a domain alone is signed without a message (as MetaMask does). */
export type Hashes = { readonly domain: Uint8Array; readonly message?: Uint8Array; readonly digest: Uint8Array };

/** `digest`: keccak256(0x19 0x01 ‖ domain ‖ message). Throws a TypeError as {@link readTypedData} does. */
export function hashesOf({ types, primaryType, domain, message }: TypedData, dialect: Dialect): Hashes {
  const separator = hashStruct(types, domainName, domain, dialect);
  const hash = primaryType === domainName ? undefined : hashStruct(types, primaryType, message, dialect);
  const digest = keccak_256(concat(Uint8Array.of(0x19, 0x01), separator, ...(hash ? [hash] : [])));
  return { domain: separator, ...(hash && { message: hash }), digest };
}

export const digestOf = (data: TypedData, dialect: Dialect): Uint8Array => hashesOf(data, dialect).digest;

/** hashStruct of one value of a declared type. `visit` hears of every value, in the order of the type. */
export function hashStruct(types: TypedData['types'], type: string, value: Json, dialect: Dialect, visit?: (leaf: Leaf) => void): Uint8Array {
  let leaves = 0;
  const count = (leaf: Leaf) => {
    if (++leaves > limits.leaves) refuse('too many values');
    visit?.(leaf);
  };
  const hashes = new Map<string, Uint8Array>();
  const typeHash = (name: string) => {
    const hash = hashes.get(name) ?? keccak_256(utf8(encodeType(types, name, dialect)));
    hashes.set(name, hash);
    return hash;
  };
  return struct({ types, dialect, visit: count, typeHash }, type, value, '', 0);
}

/** The values of the domain that are signed. */
export function domainLeavesOf({ types, domain }: TypedData): readonly Leaf[] {
  return types[domainName]!.map(({ name, type }) => ({ path: name, type, value: domain[name]! }));
}

/** The values that are signed beside the domain, in the order of their types: fields that no type names are not among them. */
export function leavesOf({ types, primaryType, message }: TypedData, dialect: Dialect): readonly Leaf[] {
  const leaves: Leaf[] = [];
  if (primaryType !== domainName) hashStruct(types, primaryType, message, dialect, (leaf) => leaves.push(leaf));
  return leaves;
}

/** A JSON number beyond 2⁵³ was rounded when it was parsed: nobody can tell what the page meant. Throws a TypeError. */
export function integerFrom(value: Json): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^(?:-?(?:0|[1-9]\d{0,77})|0x[0-9a-fA-F]{1,64})$/.test(value)) return BigInt(value);
  return refuse('number');
}

/** Whether any type it reaches is an array. */
export function hasArrays({ types, primaryType }: Pick<TypedData, 'types' | 'primaryType'>): boolean {
  const seen = new Set<string>();
  const has = (type: string): boolean =>
    !seen.has(type) && (seen.add(type), types[type]!.some((field) => field.type.endsWith(']') || (Object.hasOwn(types, field.type) && has(field.type))));
  return has(primaryType);
}

/** The type of an array's items, whatever its dimensions. */
export const baseTypeOf = (type: string): string => type.replace(/(\[\d*\])+$/, '');

/** `Mail(Person from,string contents)Person(string name)`: the type, then those it refers to, sorted. */
export function encodeType(types: TypedData['types'], type: string, dialect: Dialect): string {
  const found = new Set<string>();
  const collect = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const field of types[name]!) {
      const inner = baseTypeOf(field.type);
      if (Object.hasOwn(types, inner)) collect(inner);
      else if (!atoms(inner, dialect)) refuse(`type ${inner}`);
    }
  };
  collect(type);
  found.delete(type);
  return [type, ...[...found].sort()].map((name) => `${name}(${types[name]!.map((field) => `${field.type} ${field.name}`).join(',')})`).join('');
}

const domainName = 'EIP712Domain';

// EIP-712, "Definition of domainSeparator": these, and no others.
const domainFields: readonly Field[] = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

// Verifiers that are no EVM contract (BNB Greenfield, chains of Cosmos) are named by text.
const isDomainField = (field: Field): boolean =>
  domainFields.some(
    ({ name, type }) => name === field.name && (type === field.type || (field.type === 'string' && (name === 'verifyingContract' || name === 'salt'))),
  );

function struct(walk: Walk, type: string, value: Json, path: string, depth: number): Uint8Array {
  if (depth > limits.depth) refuse('too deep');
  const { types, dialect } = walk;
  const values = objectFrom(value);
  const fields = types[type]!;
  if (dialect.exact && Object.keys(values).length > fields.length) refuse(`${path} holds more than ${type}`);
  const words = fields.map((field) => {
    if (!Object.hasOwn(values, field.name)) refuse(`${path}${field.name} is missing`);
    return word(walk, field.type, values[field.name]!, `${path}${field.name}`, depth);
  });
  return keccak_256(concat(walk.typeHash(type), ...words));
}

function word(walk: Walk, type: string, value: Json, path: string, depth: number): Uint8Array {
  const array = /^(.+)\[(\d*)\]$/.exec(type);
  if (array) {
    const [, inner = '', length = ''] = array;
    if (!Array.isArray(value) || (length !== '' && value.length !== Number(length)) || depth > limits.depth) refuse(`${path} is not ${type}`);
    return keccak_256(concat(...(value as readonly Json[]).map((item, index) => word(walk, inner, item, `${path}[${index}]`, depth + 1))));
  }
  if (Object.hasOwn(walk.types, type)) return struct(walk, type, value, `${path}.`, depth + 1);
  const encode = atoms(type, walk.dialect) ?? refuse(`type ${type}`);
  walk.visit({ path, type, value });
  return encode(value);
}

/** How a value of a type that is no struct becomes 32 bytes; undefined where there is no such type. */
function atoms(named: string, dialect: Dialect): ((value: Json) => Uint8Array) | undefined {
  const type = Object.hasOwn(dialect.aliases, named) ? dialect.aliases[named]! : named;
  if (type === 'address') return (value) => padLeft(dialect.addressBytes(addressFrom(textFrom(value), dialect)));
  if (type === 'bool') return (value) => integer(value === true ? 1n : value === false ? 0n : refuse('bool'), 1, false);
  if (type === 'string') return (value) => keccak_256(utf8(wellFormed(textFrom(value))));
  if (type === 'bytes') return (value) => keccak_256(bytesFrom(value));
  const [, unsigned, bits, size] = /^(?:(u?)int([1-9]\d{0,2})|bytes([1-9]\d?))$/.exec(type) ?? [];
  if (bits && Number(bits) <= 256 && Number(bits) % 8 === 0) return (value) => integer(integerFrom(value), Number(bits), unsigned === '');
  if (size && Number(size) <= 32) return (value) => padRight(bytesFrom(value), Number(size));
  return undefined;
}

const identifier = /^[A-Za-z_$][\w$]*$/;
// Some protocols put a colon into a struct's name. It cannot be taken for a part of encodeType, as a comma or a bracket could.
const structName = /^[A-Za-z_$][\w$:]*$/;

function fieldsFrom(name: string, fields: Json, dialect: Dialect): readonly Field[] {
  if (!structName.test(name) || atoms(name, dialect) || /^(u?int|bytes)\d*$/.test(name) || !Array.isArray(fields)) refuse(`type ${name}`);
  const read = (fields as readonly Json[]).map((field) => {
    const { name: label, type } = objectFrom(field);
    if (typeof label !== 'string' || !identifier.test(label) || typeof type !== 'string' || type.length > 200) refuse(`type ${name}`);
    return { name: label as string, type: type as string };
  });
  if (new Set(read.map((field) => field.name)).size !== read.length) refuse(`type ${name}`);
  return read;
}

function objectFrom(value: Json | undefined): Values {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse('not an object');
  return value as Values;
}

const textFrom = (value: Json): string => (typeof value === 'string' ? value : refuse('not text'));

// Half a surrogate pair has no UTF-8: encoders write U+FFFD, and the page would have shown something else.
const wellFormed = (text: string): string => (/\p{Surrogate}/u.test(text) ? refuse('not Unicode') : text);

function bytesFrom(value: Json): Uint8Array {
  if (typeof value !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(value)) return refuse('bytes');
  return fromHex(value);
}

function addressFrom(text: string, dialect: Dialect): Address {
  try {
    return dialect.address(text);
  } catch {
    return refuse('address');
  }
}

function integer(value: bigint, bits: number, signed: boolean): Uint8Array {
  const [least, most] = signed ? [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1)] : [0n, 2n ** BigInt(bits)];
  if (value < least || value >= most) refuse('out of range');
  return fromHex(BigInt.asUintN(256, value).toString(16).padStart(64, '0'));
}

const padLeft = (bytes: Uint8Array): Uint8Array => concat(new Uint8Array(32 - bytes.length), bytes);
const padRight = (bytes: Uint8Array, size: number): Uint8Array => (bytes.length === size ? concat(bytes, new Uint8Array(32 - size)) : refuse('length'));

function refuse(why: string): never {
  throw new TypeError(why);
}
