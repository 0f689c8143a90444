import type { ChainContext } from '../adapter';
import { WalletError } from '../../core/errors';
import { ask, readAccount, u64, type Account } from './node';
import { systemProgram } from './programs/system';

/** Both ends of a transfer as they are now, and what exempts an account without data from rent, in lamports. */
export type Ends = { readonly sender: Account; readonly recipient: Account; readonly minimum: bigint; readonly toSelf: boolean };

export async function readEnds(context: ChainContext, from: string, to: string): Promise<Ends> {
  const [sender, recipient, minimum] = await Promise.all([
    readAccount(context, from),
    readAccount(context, to),
    ask(context, u64, 'getMinimumBalanceForRentExemption', 0),
  ]);
  return { sender, recipient, minimum, toSelf: from === to };
}

/**
 * What the recipient's side says of a transfer, whatever it costs. Lamports sent to a program, or to an account a program owns (a token account,
 * a mint), are out of its owner's reach: `address/not-payable`. An account holds nothing, or at least what exempts it from rent; the runtime
 * refuses everything between: `amount/rent`, where `least` is what would have to be sent.
 */
export function checkRecipient({ recipient, minimum, toSelf }: Ends, lamports: bigint): void {
  if (recipient && (recipient.executable || recipient.owner !== systemProgram)) throw new WalletError('address/not-payable');
  const least = minimum - (recipient?.lamports ?? 0n);
  if (!toSelf && lamports < least) throw new WalletError('amount/rent', { least: least.toString() });
}

/** The same of the sender, at the best of `fees`: `keep` is the least that may stay besides nothing. What the balance does not cover is not looked at here. */
export function checkRemainder({ sender, minimum, toSelf }: Ends, lamports: bigint, fees: readonly bigint[]): void {
  const rest = (sender?.lamports ?? 0n) - (toSelf ? 0n : lamports);
  if (fees.every((fee) => rest > fee && rest - fee < minimum)) throw new WalletError('amount/rent', { keep: minimum.toString() });
}
