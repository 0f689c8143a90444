import { chainOf } from '../../core/caip';
import { WalletError } from '../../core/errors';
import type { Address, Intent } from '../adapter';
import { sameAddress, zeroAddress } from './addresses';
import { coinOf } from './assets';
import type { Answer } from './multicall';
import { unlessRefused, type Context } from './node';
import { amountOf, pieceOf, questionOf, type Piece } from './pieces';
import { numberIn, tokenAbi } from './token-abi';

type Transfer = Extract<Intent, { type: 'transfer' }>;

/** What is to be called to hand a token over. Undefined for the network's coin, and for an asset that is none of this family's. */
export function tokenCallOf({ asset, from, to, amount }: Transfer): { readonly to: Address; readonly data: string } | undefined {
  const piece = pieceOf(asset, chainOf(asset));
  return piece && { to: piece.contract, data: transferData(piece, from, to, amount === 'max' ? 0n : amount) };
}

/**
 * The transfer with its amount counted out: of a token, everything is what the account has now. Throws `amount/zero`,
 * `amount/insufficient`, `address/not-payable`, `transaction/invalid`.
 */
export async function settled<I extends Intent>(context: Context, intent: I): Promise<I> {
  if (intent.type !== 'transfer' || intent.asset === coinOf(context.network)) return intent;
  const piece = pieceOf(intent.asset, context.network.id);
  if (!piece) throw new WalletError('transaction/invalid');
  // Contracts keep what is sent to themselves, and nobody gets it back.
  if (sameAddress(intent.to, piece.contract) || sameAddress(intent.to, zeroAddress)) throw new WalletError('address/not-payable');
  if (intent.amount === 0n) throw new WalletError('amount/zero');
  const held = amountOf(piece, await call(context, { to: piece.contract, data: questionOf(piece, intent.from) }), intent.from);
  if (held === undefined) throw new WalletError('network/bad-response', { why: 'token balance' });
  const amount = intent.amount === 'max' ? held : intent.amount;
  if (held === 0n || amount > held) throw new WalletError('amount/insufficient');
  return { ...intent, amount };
}

/**
 * ERC-20 says that a transfer returns true; some of the oldest tokens return nothing, and some return false where they should revert:
 * that would cost a fee and move nothing. Throws `transaction/would-fail`.
 */
export async function checkTransfer(context: Context, intent: Intent, { to, data }: { readonly to?: Address; readonly data: string }): Promise<void> {
  if (intent.type !== 'transfer' || to === undefined || pieceOf(intent.asset, context.network.id)?.namespace !== 'erc20') return;
  const answer = await call(context, { from: intent.from, to, data });
  if (answer !== '0x' && numberIn(answer) !== 1n) throw new WalletError('transaction/would-fail');
}

async function call(context: Context, question: { readonly [field: string]: string }): Promise<Answer> {
  const answer = await unlessRefused(context.transport.request('eth_call', [question, 'latest']));
  return typeof answer === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(answer) ? answer : undefined;
}

function transferData({ namespace, id }: Piece, from: Address, to: Address, amount: bigint): string {
  if (namespace === 'erc20') return tokenAbi.encodeFunctionData('transfer', [to, amount]);
  return namespace === 'erc721'
    ? tokenAbi.encodeFunctionData('safeTransferFrom(address,address,uint256)', [from, to, id])
    : tokenAbi.encodeFunctionData('safeTransferFrom(address,address,uint256,uint256,bytes)', [from, to, id, amount, '0x']);
}
