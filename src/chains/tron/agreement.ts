import { equal, fromHex, utf8 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import { canonical } from './addresses';
import { decode, type Field, type Message, type Schema, type Value } from './protobuf';
import { decodeRaw, type RawTransaction } from './raw';
import { rawSchema } from './schema';

type JsonObject = { readonly [key: string]: Json };

/**
 * Reads a transaction as sites hand it over. Its bytes are `raw_data_hex`; the JSON beside them and `txID` must say the same, or somebody
 * is being shown one thing and made to sign another. Throws `transaction/invalid`.
 */
export function readTransaction(json: Json): { readonly raw: Uint8Array; readonly transaction: RawTransaction } {
  try {
    const { raw_data_hex: hex, raw_data: data, txID: id, visible } = object(json);
    const raw = fromHex(typeof hex === 'string' ? hex : '0x?');
    const transaction = decodeRaw(raw);
    if (typeof id !== 'string' || id.toLowerCase() !== transaction.id) throw new TypeError('txID');
    sameRaw(object(data), decode(rawSchema, raw), transaction, visible === true);
    return { raw, transaction };
  } catch (cause) {
    throw cause instanceof WalletError ? cause : new WalletError('transaction/invalid', {}, { cause });
  }
}

function sameRaw(json: JsonObject, raw: Message, transaction: RawTransaction, visible: boolean): void {
  const { contract: contracts, ...rest } = json;
  const { contract: _, ...fields } = raw;
  sameMessage(rest, fields, rawSchema, visible);
  const [contract] = Array.isArray(contracts) && contracts.length === 1 ? (contracts as readonly Json[]) : [];
  const { type, parameter, Permission_id: permission = 0, ...unknown } = object(contract);
  const { value, type_url: url, ...unknownParameter } = object(parameter);
  const name = `type.googleapis.com/protocol.${transaction.type}`;
  if (type !== transaction.type || url !== name || permission !== transaction.permission) throw new TypeError('contract');
  if (Object.keys(unknown).length > 0 || Object.keys(unknownParameter).length > 0) throw new TypeError('unknown field');
  sameMessage(object(value), transaction.fields, transaction.schema, visible);
}

function sameMessage(json: JsonObject, message: Message, schema: Schema, visible: boolean): void {
  const fields = Object.values(schema);
  if (Object.keys(json).some((key) => !fields.some(({ name }) => name === key))) throw new TypeError('unknown field');
  for (const field of fields) {
    const given = Object.hasOwn(json, field.name) ? json[field.name]! : undefined;
    const value = Object.hasOwn(message, field.name) ? message[field.name] : undefined;
    if (value === undefined ? !isDefault(given, field) : given === undefined || !same(given, value, field, visible)) throw new TypeError(field.name);
  }
}

const isDefault = (json: Json | undefined, { names }: Field): boolean =>
  json === undefined ||
  json === null ||
  json === 0 ||
  json === '' ||
  json === '0' ||
  json === false ||
  (Array.isArray(json) && json.length === 0) ||
  (names !== undefined && json === names[0]);

function same(json: Json, value: Value, field: Field, visible: boolean): boolean {
  if (field.repeated && Array.isArray(value)) {
    const single: Field = { name: field.name, kind: field.kind };
    return Array.isArray(json) && json.length === value.length && value.every((item: Value, i) => same((json as readonly Json[])[i]!, item, single, visible));
  }
  if (typeof field.kind === 'object') {
    sameMessage(object(json), value as Message, field.kind, visible);
    return true;
  }
  switch (field.kind) {
    case 'integer':
      return json === field.names?.[Number(value)] || integer(json) === value;
    case 'boolean':
      return json === value;
    case 'text':
      return json === value;
    case 'address':
      return typeof json === 'string' && canonical(json) === canonical(String(value));
    case 'bytes':
      return typeof json === 'string' && (json.toLowerCase() === value || (visible && equal(utf8(json), fromHex(String(value)))));
  }
}

/** A number that JSON.parse may have rounded is no statement about an amount. */
function integer(json: Json): bigint | undefined {
  if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json);
  return typeof json === 'string' && /^\d{1,19}$/.test(json) ? BigInt(json) : undefined;
}

function object(json: Json | undefined): JsonObject {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new TypeError('not an object');
  return json as JsonObject;
}
