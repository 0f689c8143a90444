import { fromHex } from '../../core/bytes';
import { referenceOf } from '../../core/caip';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Detail, Preview } from '../adapter';
import { addressFrom, canonical } from './addresses';
import { allowanceWarnings } from './calldata';
import type { TronNetwork } from './networks';

/**
 * TIP-712: EIP-712 with T-addresses, which hash as their 20 bytes, and the type `trcToken`, a uint256 that keeps its name. tronweb
 * hashes; the walk here comes first and takes only values that every encoder reads the same way.
 */
export type TypedData = { readonly domain: Values; readonly types: Types; readonly message: Values };
type Values = { readonly [name: string]: Json };
type Types = { readonly [name: string]: readonly { readonly name: string; readonly type: string }[] };
type Leaf = { readonly path: string; readonly type: string; readonly value: Json };

const limits = { text: 500_000, depth: 32, leaves: 20_000 } as const;
const domainTypes: Readonly<Record<string, string>> = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address', salt: 'bytes32' };

/** Checks what a page sends. Throws a TypeError for anything that cannot be signed as it stands. */
export async function readTypedData(domain: Json, types: Json, message: Json): Promise<TypedData> {
  if (JSON.stringify([domain, types, message]).length > limits.text) refuse('too large');
  const declared = Object.fromEntries(Object.entries(object(types)).map(([name, fields]) => [name, fieldsFrom(name, fields)] as const));
  const data = { domain: object(domain), types: declared, message: object(message) };
  leavesOf(data);
  domainLeaves(data.domain);
  await typedDataHash(data);
  return data;
}

/** keccak256(0x19 0x01 ‖ domainSeparator ‖ hashStruct(message)). */
export async function typedDataHash({ domain, types, message }: TypedData): Promise<Uint8Array> {
  const { utils } = await import('tronweb');
  return fromHex(utils.typedData.TypedDataEncoder.hash(domain, types as Record<string, { name: string; type: string }[]>, message));
}

/** The type that no other refers to: sites do not name it. Throws a TypeError when there is not exactly one. */
function primaryType(types: Types): string {
  const referred = new Set(Object.values(types).flatMap((fields) => fields.map(({ type }) => type.replace(/(\[\d*\])+$/, ''))));
  const free = Object.keys(types).filter((name) => !referred.has(name));
  return free.length === 1 ? free[0]! : refuse('primary type');
}

/** Throws `transaction/invalid` for the domain of another network. */
export function previewTypedData(data: TypedData, network: TronNetwork): Preview {
  const { chainId } = data.domain;
  if (chainId !== undefined && !isOfChain(chainId, network)) throw new WalletError('transaction/invalid');
  // An allowance without a transaction (TRC-2612).
  const allowed = primaryType(data.types) === 'Permit' ? data.message['value'] : undefined;
  return {
    title: 'sign-typed-data',
    changes: [],
    details: [
      ...domainLeaves(data.domain).map(({ path, ...leaf }): Detail => {
        const label = path === 'name' ? 'domain' : path === 'chainId' ? 'chain' : path === 'verifyingContract' ? 'contract' : undefined;
        return label ? { label, value: shown(leaf) } : { label: 'field', name: path, value: shown(leaf) };
      }),
      { label: 'primary-type', value: { kind: 'text', text: primaryType(data.types) } },
      ...leavesOf(data).map(({ path, ...leaf }): Detail => ({ label: 'field', name: path, value: shown(leaf) })),
    ],
    warnings: [
      ...(chainId === undefined ? [{ level: 'danger', code: 'chain-missing' } as const] : []),
      ...(typeof allowed === 'string' || typeof allowed === 'number' ? allowanceWarnings(integer(allowed)) : []),
    ],
  };
}

/** TIP-712: the domain's chain id is the low four bytes of what contracts see as `block.chainid`; both forms are in use. */
const isOfChain = (chainId: Json, network: TronNetwork): boolean => (integer(chainId) & 0xffffffffn) === BigInt(referenceOf(network.id));

function domainLeaves(domain: Values): readonly Leaf[] {
  if (Object.keys(domain).some((name) => !Object.hasOwn(domainTypes, name))) refuse('domain');
  return Object.entries(domainTypes).flatMap(([path, type]) => {
    const value = Object.hasOwn(domain, path) ? domain[path]! : undefined;
    if (value === undefined) return [];
    checkAtom(type, value, path);
    return [{ path, type, value }];
  });
}

function leavesOf({ types, message }: TypedData): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (type: string, value: Json, path: string, depth: number): void => {
    if (depth > limits.depth || leaves.length >= limits.leaves) refuse('too deep or too large');
    const array = /^(.+)\[(\d*)\]$/.exec(type);
    if (array) {
      const [, inner = '', length = ''] = array;
      if (!Array.isArray(value) || (length !== '' && value.length !== Number(length))) refuse(path);
      else value.forEach((item: Json, i) => visit(inner, item, `${path}[${i}]`, depth + 1));
    } else if (Object.hasOwn(types, type)) {
      struct(types[type]!, object(value), path === '' ? '' : `${path}.`, depth);
    } else {
      checkAtom(type, value, path);
      leaves.push({ path, type, value });
    }
  };
  const struct = (fields: Types[string], values: Values, prefix: string, depth: number): void => {
    // A field that no type names is not signed, and one that is missing would be signed as something else.
    if (Object.keys(values).length !== fields.length) refuse(`${prefix}*`);
    for (const { name, type } of fields) {
      if (!Object.hasOwn(values, name)) refuse(`${prefix}${name}`);
      visit(type, values[name]!, `${prefix}${name}`, depth + 1);
    }
  };
  visit(primaryType(types), message, '', 0);
  return leaves;
}

function checkAtom(type: string, value: Json, path: string): void {
  const [, unsigned, bits = '256', size] = /^(?:(u?)int(\d{1,3})?|bytes([1-9]\d?))$/.exec(type) ?? [];
  if (type === 'trcToken') range(integer(value), 256, false, path);
  else if (unsigned !== undefined) range(integer(value), Number(bits), unsigned === '', path);
  else if (size !== undefined) hexBytes(value, Number(size), path);
  else if (type === 'bytes') hexBytes(value, undefined, path);
  else if (type === 'address') addressOf(value);
  else if (type === 'bool' ? typeof value !== 'boolean' : type !== 'string' || typeof value !== 'string' || /\p{Surrogate}/u.test(value)) refuse(path);
}

function range(value: bigint, bits: number, signed: boolean, path: string): void {
  const [least, most] = signed ? [-(1n << BigInt(bits - 1)), 1n << BigInt(bits - 1)] : [0n, 1n << BigInt(bits)];
  if (value < least || value >= most) refuse(path);
}

function hexBytes(value: Json, size: number | undefined, path: string): void {
  if (typeof value !== 'string' || !/^0x([0-9a-f]{2})*$/i.test(value) || (size !== undefined && value.length !== 2 + 2 * size)) refuse(path);
}

/** A JSON number beyond 2⁵³ was rounded when it was parsed: nobody can tell what the page meant. */
function integer(value: Json): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^(?:-?(?:0|[1-9]\d{0,77})|0x[0-9a-fA-F]{1,64})$/.test(value)) return BigInt(value);
  return refuse('number');
}

function addressOf(value: Json): string {
  if (typeof value !== 'string') return refuse('address');
  return /^0x[0-9a-f]{40}$/i.test(value) ? addressFrom(fromHex(value.slice(2))) : canonical(value);
}

function shown({ type, value }: Omit<Leaf, 'path'>): Detail['value'] {
  if (type === 'address') return { kind: 'address', address: addressOf(value) };
  if (type.startsWith('bytes')) return { kind: 'bytes', hex: String(value).slice(2) };
  return { kind: 'text', text: type === 'string' || type === 'bool' ? String(value) : String(integer(value)) };
}

const identifier = /^[A-Za-z_$][\w$]*$/;

function fieldsFrom(name: string, fields: Json): Types[string] {
  if (!identifier.test(name) || !Array.isArray(fields)) return refuse(`type ${name}`);
  return (fields as readonly Json[]).map((field) => {
    const { name: label, type } = object(field);
    if (typeof label !== 'string' || !identifier.test(label) || typeof type !== 'string' || !/^[A-Za-z_$][\w$]*(\[\d*\])*$/.test(type) || type.length > 200) refuse(`type ${name}`);
    return { name: label as string, type: type as string };
  });
}

function object(value: Json | undefined): Values {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse('not an object');
  return value as Values;
}

function refuse(why: string): never {
  throw new TypeError(why);
}
