import { fromUtf8, toHex } from '../../core/bytes';

/** A field by its number. `names` are those of an enum's values; a schema as `kind` is a nested message. */
export type Schema = Readonly<Record<number, Field>>;
export type Field = {
  readonly name: string;
  readonly kind: 'integer' | 'boolean' | 'bytes' | 'text' | 'address' | Schema;
  readonly repeated?: true;
  readonly names?: readonly string[];
};

/** Bytes and addresses as hex. A field with its default value is absent, as on the wire. */
export type Value = bigint | boolean | string | Message | readonly Value[];
export type Message = { readonly [name: string]: Value };

/**
 * Reads the one canonical encoding of a message, the one that every encoder makes: fields in the order of their numbers, shortest
 * varints, no default values. Throws a SyntaxError for all other bytes and for fields that are not in the schema, because what is
 * not understood must not be signed.
 */
export function decode(schema: Schema, bytes: Uint8Array): Message {
  const message: Record<string, Value> = {};
  const reader = createReader(bytes);
  let last = 0;
  while (!reader.atEnd()) {
    const tag = Number(reader.varint());
    // Not `>>>`, which forgets all but 32 bits: another number is another field.
    const number = Math.floor(tag / 8);
    const field = Object.hasOwn(schema, number) ? schema[number] : undefined;
    if (!field || number < last || (number === last && !field.repeated)) throw new SyntaxError(`field ${number}`);
    last = number;
    const value = read(field, tag % 8, reader);
    if (field.repeated) message[field.name] = [...((message[field.name] ?? []) as readonly Value[]), value];
    else message[field.name] = value;
  }
  return message;
}

function read(field: Field, wireType: number, reader: Reader): Value {
  const isNumber = field.kind === 'integer' || field.kind === 'boolean';
  if (wireType !== (isNumber ? 0 : 2)) throw new SyntaxError('wire type');
  if (isNumber) {
    const value = reader.varint();
    // No field of the protocol means anything below zero, and int64 ends here.
    if ((value === 0n && !field.repeated) || value >= 1n << 63n) throw new SyntaxError('number');
    if (field.names && field.names[Number(value)] === undefined) throw new SyntaxError('enum');
    if (field.kind === 'integer') return value;
    if (value !== 1n) throw new SyntaxError('boolean');
    return true;
  }
  const bytes = reader.bytes();
  if (typeof field.kind === 'object') return decode(field.kind, bytes);
  if (bytes.length === 0 && !field.repeated) throw new SyntaxError('default value');
  if (field.kind === 'text') return fromUtf8(bytes);
  if (field.kind === 'address' && (bytes.length !== 21 || bytes[0] !== 0x41)) throw new SyntaxError('address');
  return toHex(bytes);
}

type Reader = ReturnType<typeof createReader>;

function createReader(input: Uint8Array) {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = input[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if ((byte === 0 && shift > 0n) || value >= 1n << 64n) break;
      return value;
    }
    throw new SyntaxError('varint');
  };
  return {
    atEnd: () => at === input.length,
    varint,
    bytes(): Uint8Array {
      const length = Number(varint());
      if (length > input.length - at) throw new SyntaxError('length');
      at += length;
      return input.subarray(at - length, at);
    },
  };
}
