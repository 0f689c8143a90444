import { toBase58 } from './address';
import type { Machine } from './machine';
import { Refused } from './refusal';
import { bandwidthFor, energyLimit, openAccount, prices, spend, used, type Account } from './resources';
import type { RawTransaction } from './schema';

/** `now` is the head block's time. */
export type State = { readonly machine: Machine; readonly accounts: Map<string, Account>; readonly now: number };
type Executed = { readonly result: string; readonly receipt: Readonly<Record<string, unknown>> };

/** The largest result a node adds to every transaction when it counts its bytes. */
const resultBytes = 64;

const invalid = (message: string) => new Refused('CONTRACT_VALIDATE_ERROR', `Contract validate error : ${message}`);

/** Takes the bandwidth, then does what the contract says. Nothing has changed when it throws. */
export async function execute(state: State, raw: RawTransaction, rawLength: number, signatures: readonly string[]): Promise<Executed> {
  const { machine, accounts, now } = state;
  const { owner, type, fields } = raw.call;
  const account = accounts.get(owner);
  if (!account) throw invalid(`account [${toBase58(owner)}] does not exist`);
  const opens = type === 'TransferContract' && !accounts.has(String(fields['to_address']));
  const bytes = wireLength(rawLength, signatures) + resultBytes;
  const bandwidth = bandwidthFor(account, bytes, opens, now);
  const memoFee = raw.memo.length > 0 ? BigInt(prices.getMemoFee) : 0n;
  const balance = await machine.balance(owner);
  if (balance < bandwidth.fee + memoFee) throw new Refused('BANDWITH_ERROR', 'Account resource insufficient error.');

  const { fee, result = 'SUCCESS', receipt, ...rest } = await run(state, raw, account, balance - bandwidth.fee - memoFee);
  if (bandwidth.from !== 'burn') spend(account[bandwidth.from], bytes, now);
  const total = bandwidth.fee + memoFee + fee;
  await machine.setBalance(owner, (await machine.balance(owner)) - total);
  return {
    result,
    receipt: {
      contractResult: [''],
      ...rest,
      ...(total > 0n && { fee: Number(total) }),
      ...(result !== 'SUCCESS' && { result: 'FAILED' }),
      receipt: { ...(bandwidth.from === 'burn' ? { net_fee: Number(bandwidth.fee) } : { net_usage: bytes }), ...receipt },
    },
  };
}

/** `fee` comes on top of bandwidth and memo; the rest is what the receipt shows. */
type Effect = {
  readonly fee: bigint;
  readonly result?: string;
  readonly receipt?: object;
  readonly contractResult?: readonly string[];
  readonly contract_address?: string;
  readonly log?: readonly object[];
  readonly resMessage?: string;
};

function run(state: State, raw: RawTransaction, account: Account, spendable: bigint): Promise<Effect> {
  switch (raw.call.type) {
    case 'TransferContract':
      return transfer(state, raw, spendable);
    case 'FreezeBalanceV2Contract':
      return freeze(state, raw, account, spendable);
    default:
      return trigger(state, raw, account, spendable);
  }
}

async function transfer({ machine, accounts, now }: State, { call: { owner, fields } }: RawTransaction, spendable: bigint): Promise<Effect> {
  const to = String(fields['to_address'] ?? '');
  const amount = BigInt(fields['amount'] ?? 0);
  if (!/^41[0-9a-f]{40}$/.test(to)) throw invalid('Invalid toAddress!');
  if (to === owner) throw invalid('Cannot transfer TRX to yourself.');
  if (amount <= 0n) throw invalid('Amount must be greater than 0.');
  if (machine.isContract(to)) throw invalid('Cannot transfer TRX to a smartContract.');
  const fee = !accounts.has(to) ? BigInt(prices.getCreateNewAccountFeeInSystemContract) : 0n;
  if (spendable < amount + fee) throw invalid('Validate TransferContract error, balance is not sufficient.');
  if (!accounts.has(to)) accounts.set(to, openAccount(now));
  await machine.setBalance(owner, (await machine.balance(owner)) - amount);
  await machine.setBalance(to, (await machine.balance(to)) + amount);
  return { fee };
}

async function freeze({ machine }: State, { call: { owner, fields } }: RawTransaction, account: Account, spendable: bigint): Promise<Effect> {
  const amount = BigInt(fields['frozen_balance'] ?? 0);
  if (amount < 1_000_000n) throw invalid('frozenBalance must be greater than or equal to 1 TRX');
  if (amount > spendable) throw invalid('frozenBalance must be less than or equal to accountBalance');
  account.staked[fields['resource'] === 'ENERGY' ? 'energy' : 'net'] += amount;
  await machine.setBalance(owner, (await machine.balance(owner)) - amount);
  return { fee: 0n };
}

async function trigger({ machine, now }: State, raw: RawTransaction, account: Account, spendable: bigint): Promise<Effect> {
  const { owner, fields } = raw.call;
  const contract = String(fields['contract_address'] ?? '');
  const value = BigInt(fields['call_value'] ?? 0);
  if (!machine.isContract(contract)) throw invalid('No contract or not a valid smart contract');
  if (spendable < value) throw invalid('Validate InternalTransfer error, balance is not sufficient.');
  const price = BigInt(prices.getEnergyFee);
  const staked = BigInt(energyLimit(account) - used(account.energy, now));
  const payable = spendable - value < raw.feeLimit ? spendable - value : raw.feeLimit;
  // A fee limit caps staked energy too, not only what is burned.
  const energy = min(staked + payable / price, raw.feeLimit / price);
  const outcome = await machine.call({ from: owner, to: contract, data: Buffer.from(String(fields['data'] ?? ''), 'hex'), value, energy, keep: true });
  const fromStake = min(staked, outcome.energy);
  const burned = (outcome.energy - fromStake) * price;
  spend(account.energy, Number(fromStake), now);
  return {
    fee: burned,
    result: outcome.result,
    contract_address: contract,
    contractResult: [outcome.returned],
    ...(outcome.result === 'REVERT' && { resMessage: Buffer.from('REVERT opcode executed').toString('hex') }),
    ...(outcome.logs.length > 0 && { log: outcome.logs }),
    receipt: {
      energy_usage_total: Number(outcome.energy),
      result: outcome.result,
      ...(fromStake > 0n && { energy_usage: Number(fromStake) }),
      ...(burned > 0n && { energy_fee: Number(burned) }),
    },
  };
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);

/** The bytes of the whole transaction: `raw_data` and the signatures, each behind a tag and its length. */
function wireLength(rawLength: number, signatures: readonly string[]): number {
  const field = (length: number) => 1 + (length < 0x80 ? 1 : length < 0x4000 ? 2 : 3) + length;
  return field(rawLength) + signatures.reduce((sum, signature) => sum + field(signature.length / 2), 0);
}
