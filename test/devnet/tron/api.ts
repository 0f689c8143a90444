import { keccak_256 } from '@noble/hashes/sha3.js';
import { addressFrom, toBase58 } from './address';
import { numberOf, type Block } from './blocks';
import type { Ledger } from './ledger';
import { Refused } from './refusal';
import { energyLimit, netLimit, prices, totals, used } from './resources';
import { decodeRaw, decodeTransaction } from './schema';
import { sameJson } from './same-json';

type Query = Readonly<Record<string, unknown>>;
export type Api = Readonly<Record<string, (query: Query) => unknown>>;

const hexText = (text: string): string => Buffer.from(text).toString('hex');
const withoutZeros = (fields: Query): Query => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== 0 && value !== undefined));
const bare = ({ transactions: _, ...block }: Block) => block;

/** The HTTP methods of a full node and of a solidity node, which answers only from blocks that `depth` others follow. */
export function createApi(ledger: Ledger, depth: number): Api {
  const { blocks, machine } = ledger;
  const solid = () => blocks.solid(depth);
  const find = (number: unknown, upTo: Block) => (Number(number) <= numberOf(upTo) ? blocks.at(Number(number)) : undefined);

  const reading = (upTo: () => Block): Api => ({
    getnowblock: upTo,
    getblockbynum: ({ num }) => find(num, upTo()) ?? {},
    getblock: ({ id_or_num: wanted, detail }) => {
      const found = wanted === undefined ? upTo() : /^\d{1,15}$/.test(String(wanted)) ? find(wanted, upTo()) : blocks.byId(String(wanted));
      return !found ? {} : detail ? found : bare(found);
    },
    getaccount: async ({ address, visible }) => {
      const owner = addressFrom(address);
      if (machine.isContract(owner)) return { address: visible ? toBase58(owner) : owner, type: 'Contract' };
      const account = ledger.account(owner);
      if (!account) return {};
      return withoutZeros({ address: visible ? toBase58(owner) : owner, balance: Number(await machine.balance(owner)), create_time: account.createdAt });
    },
    gettransactionbyid: ({ value }) => ledger.entry(String(value))?.json ?? {},
    gettransactioninfobyid: ({ value }) => ledger.info(String(value), upTo()),
    triggerconstantcontract: (query) => constant(ledger, query),
    estimateenergy: async (query) => {
      const { result, energy_used: energy } = await constant(ledger, query);
      return { result, ...(energy !== undefined && { energy_required: energy }) };
    },
  });

  const full: Api = {
    ...reading(blocks.head),
    getaccountnet: ({ address }) => net(ledger, addressFrom(address)),
    getaccountresource: ({ address }) => {
      const account = ledger.account(addressFrom(address));
      if (!account) return {};
      const now = blocks.head().block_header.raw_data.timestamp;
      const energy = { EnergyUsed: used(account.energy, now), EnergyLimit: energyLimit(account) };
      return withoutZeros({
        ...net(ledger, addressFrom(address)),
        ...energy,
        TotalEnergyLimit: totals.TotalEnergyLimit,
        TotalEnergyWeight: totals.TotalEnergyWeight,
      });
    },
    getchainparameters: () => ({ chainParameter: Object.entries(prices).map(([key, value]) => ({ key, value })) }),
    broadcasttransaction: ({ raw_data_hex: hex, raw_data: json, signature, visible }) =>
      broadcast(ledger, () => {
        const raw = Buffer.from(String(hex), 'hex');
        if (!sameJson(json, decodeRaw(raw).json, visible === true)) throw new Refused('OTHER_ERROR', 'raw_data and raw_data_hex disagree');
        return { raw, signatures: (signature ?? []) as readonly string[] };
      }),
    broadcasthex: ({ transaction }) => broadcast(ledger, () => decodeTransaction(Buffer.from(String(transaction), 'hex'))),
  };

  const under = (prefix: string, api: Api) => Object.entries(api).map(([name, method]) => [`/${prefix}/${name}`, method] as const);
  return Object.fromEntries([...under('wallet', full), ...under('walletsolidity', reading(solid)), ['/jsonrpc', (query) => jsonRpc(ledger, query)]]);
}

function net(ledger: Ledger, address: string): Query {
  const account = ledger.account(address);
  if (!account) return {};
  const now = ledger.blocks.head().block_header.raw_data.timestamp;
  return withoutZeros({
    freeNetUsed: used(account.free, now),
    freeNetLimit: prices.getFreeNetLimit,
    NetUsed: used(account.net, now),
    NetLimit: netLimit(account),
    TotalNetLimit: totals.TotalNetLimit,
    TotalNetWeight: totals.TotalNetWeight,
  });
}

async function broadcast(ledger: Ledger, read: () => { readonly raw: Uint8Array; readonly signatures: readonly string[] }): Promise<Query> {
  try {
    const { raw, signatures } = read();
    return { result: true, txid: await ledger.admit(raw, signatures) };
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'OTHER_ERROR';
    return { code, message: hexText((error as Error).message) };
  }
}

async function constant({ machine }: Ledger, query: Query) {
  const contract = addressFrom(query['contract_address']);
  if (!machine.isContract(contract)) {
    return { result: { code: 'CONTRACT_VALIDATE_ERROR', message: hexText('Contract validate error : Smart contract is not exist.') } };
  }
  const data =
    query['data'] === undefined
      ? Buffer.concat([keccak_256(Buffer.from(String(query['function_selector']))).subarray(0, 4), Buffer.from(String(query['parameter'] ?? ''), 'hex')])
      : Buffer.from(String(query['data']), 'hex');
  const value = BigInt(Number(query['call_value'] ?? 0));
  const outcome = await machine.call({ from: addressFrom(query['owner_address']), to: contract, data, value, energy: 100_000_000n, keep: false });
  const failed = outcome.result !== 'SUCCESS';
  return {
    result: { result: true, ...(failed && { message: hexText('REVERT opcode executed') }) },
    energy_used: Number(outcome.energy),
    constant_result: [outcome.returned],
    transaction: { ret: [failed ? { ret: 'FAILED' } : {}] },
  };
}

function jsonRpc({ blocks }: Ledger, { id, method }: Query): Query {
  const tail = Number.parseInt(blocks.at(0)!.blockID.slice(-8), 16);
  const answers: Query = { eth_chainId: `0x${tail.toString(16)}`, net_version: String(tail), eth_blockNumber: `0x${numberOf(blocks.head()).toString(16)}` };
  const result = Object.hasOwn(answers, String(method)) ? answers[String(method)] : undefined;
  return { jsonrpc: '2.0', id: id ?? null, ...(result === undefined ? { error: { code: -32601, message: 'method not found' } } : { result }) };
}
