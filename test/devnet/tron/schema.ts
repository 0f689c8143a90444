import protobuf from 'protobufjs';

// Written from the field numbers of the public protocol, and read by protobufjs: a second implementation beside the one in src/.
const source = `syntax = "proto3"; package protocol;
message Any { string type_url = 1; bytes value = 2; }
message Contract { int32 type = 1; Any parameter = 2; bytes provider = 3; bytes ContractName = 4; int32 Permission_id = 5; }
message Raw { bytes ref_block_bytes = 1; int64 ref_block_num = 3; bytes ref_block_hash = 4; int64 expiration = 8; bytes data = 10;
  repeated Contract contract = 11; bytes scripts = 12; int64 timestamp = 14; int64 fee_limit = 18; }
message Transaction { Raw raw_data = 1; repeated bytes signature = 2; }
message TransferContract { bytes owner_address = 1; bytes to_address = 2; int64 amount = 3; }
message TriggerSmartContract { bytes owner_address = 1; bytes contract_address = 2; int64 call_value = 3; bytes data = 4; int64 call_token_value = 5; int64 token_id = 6; }
message FreezeBalanceV2Contract { bytes owner_address = 1; int64 frozen_balance = 2; int32 resource = 3; }
message HeaderRaw { int64 timestamp = 1; bytes txTrieRoot = 2; bytes parentHash = 3; int64 number = 7; bytes witness_address = 9; int32 version = 10; }`;
const { root } = protobuf.parse(source, { keepCase: true });

/** The contract types the simulator executes, by the number in `Contract.type`. */
const contractTypes: Readonly<Record<number, string>> = { 1: 'TransferContract', 31: 'TriggerSmartContract', 54: 'FreezeBalanceV2Contract' };
const resources = ['BANDWIDTH', 'ENERGY'];

type Fields = Readonly<Record<string, unknown>>;
type ContractCall = { readonly type: string; readonly owner: string; readonly permission: number; readonly fields: Readonly<Record<string, string | number>> };

/** `json` is what a node shows as `raw_data`: bytes as hex, and no field that has its default value. */
export type RawTransaction = {
  readonly refBlockBytes: Buffer;
  readonly refBlockHash: string;
  readonly expiration: number;
  readonly feeLimit: bigint;
  readonly memo: Buffer;
  readonly call: ContractCall;
  readonly json: Fields;
};

export const encode = (type: string, value: Fields): Buffer => {
  const message = root.lookupType(`protocol.${type}`);
  return Buffer.from(message.encode(message.create(value)).finish());
};

function decode(type: string, bytes: Uint8Array): Fields {
  const message = root.lookupType(`protocol.${type}`);
  const value = message.decode(bytes);
  // Unknown fields, repeated fields and other orders all vanish in a round trip.
  if (!Buffer.from(message.encode(value).finish()).equals(bytes)) throw new Error(`${type} is not in canonical form`);
  return message.toObject(value, { longs: Number, defaults: false });
}

/** Decodes `raw_data`. Throws for whatever does not encode to the same bytes again, and for contract types that are not executed here. */
export function decodeRaw(bytes: Uint8Array): RawTransaction {
  const raw = decode('Raw', bytes);
  const contracts = (raw['contract'] ?? []) as readonly Fields[];
  const [contract] = contracts;
  if (!contract || contracts.length !== 1) throw new Error('contract size should be exactly 1, this is extend feature');
  const type = contractTypes[Number(contract['type'])];
  const parameter = contract['parameter'] as Fields;
  if (!type) throw new Error(`the simulator does not execute contract type ${Number(contract['type'])}`);
  if (parameter['type_url'] !== `type.googleapis.com/protocol.${type}`) throw new Error('contract type and parameter disagree');
  const value = Object.fromEntries(Object.entries(decode(type, parameter['value'] as Uint8Array)).map(([key, field]) => [key, shown(key, field)]));
  const permission = Number(contract['Permission_id'] ?? 0);
  const json = {
    ...Object.fromEntries(
      Object.entries(raw)
        .filter(([key]) => key !== 'contract')
        .map(([key, field]) => [key, shown(key, field)]),
    ),
    contract: [{ parameter: { value, type_url: parameter['type_url'] }, type, ...(permission && { Permission_id: permission }) }],
  };
  return {
    refBlockBytes: Buffer.from((raw['ref_block_bytes'] ?? []) as Uint8Array),
    refBlockHash: Buffer.from((raw['ref_block_hash'] ?? []) as Uint8Array).toString('hex'),
    expiration: Number(raw['expiration'] ?? 0),
    feeLimit: BigInt(Number(raw['fee_limit'] ?? 0)),
    memo: Buffer.from((raw['data'] ?? []) as Uint8Array),
    call: { type, owner: String(value['owner_address'] ?? ''), permission, fields: value },
    json,
  };
}

/** Takes a whole signed transaction apart into the bytes of `raw_data` and the signatures. */
export function decodeTransaction(bytes: Uint8Array): { readonly raw: Buffer; readonly signatures: readonly string[] } {
  const transaction = decode('Transaction', bytes);
  const signatures = (transaction['signature'] ?? []) as readonly Uint8Array[];
  return { raw: encode('Raw', transaction['raw_data'] as Fields), signatures: signatures.map((signature) => Buffer.from(signature).toString('hex')) };
}

function shown(key: string, field: unknown): string | number {
  if (field instanceof Uint8Array) return Buffer.from(field).toString('hex');
  return key === 'resource' ? resources[Number(field)]! : Number(field);
}
