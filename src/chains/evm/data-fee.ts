import { Interface } from 'ethers/abi';
import type { Transaction } from 'ethers/transaction';
import { WalletError } from '../../core/errors';
import { sized } from './authorizations';
import { modelOf } from './fee-models';
import { bounds, quantity, unlessRefused, type Context } from './node';

/** wei. `max` is kept aside; `likely` is what it would be now. */
export type DataFee = { readonly likely: bigint; readonly max: bigint };

const abi = new Interface(['function getL1Fee(bytes)', 'function getOperatorFee(uint256)', 'function tokenRatio()']);

/**
 * What a rollup takes, besides gas, for writing the transaction down on its layer 1. The transaction cannot bound it and the chain
 * moves it with every block of layer 1 (by an eighth at most, as does EIP-1559): the limit allows for two of them.
 */
export async function dataFeeOf(context: Context, transaction: Transaction): Promise<DataFee> {
  const { oracle, inEther } = modelOf(context.network);
  if (!oracle) return { likely: 0n, max: 0n };
  const ask = async (method: string, args: readonly unknown[]) => {
    const data = abi.encodeFunctionData(method, args);
    const answer = await unlessRefused(context.transport.request('eth_call', [{ to: oracle, data }, 'latest']));
    // One word; a contract that lacks the method may answer nothing at all.
    return quantity(typeof answer === 'string' && answer.length === 66 ? answer : null);
  };
  const [data, ratio, operator] = await Promise.all([
    ask('getL1Fee', [sized(transaction)]),
    inEther ? ask('tokenRatio', []) : 1n,
    // Since Isthmus; no chain had it before, and most have it at 0.
    unlessRefused(ask('getOperatorFee', [transaction.gasLimit])),
  ]);
  const layer1 = data * ratio;
  const likely = layer1 + (operator ?? 0n);
  const max = likely + (layer1 * 17n + 63n) / 64n;
  if (max > bounds.dataFee) throw new WalletError('fee/too-high');
  return { likely, max };
}
