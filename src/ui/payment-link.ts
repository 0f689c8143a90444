import { useEffect, useState } from 'react';
import { formatAmount } from '../core/amount';
import type { AssetId } from '../core/caip';
import { familyIds, familyOf } from '../chains/registry';
import type { TokenView } from '../wallet/views/asset';
import type { NetworkView } from '../wallet/views/network';
import type { SendForm } from '../wallet/views/send';
import { codeOf, WalletError, type ErrorCode } from '../core/errors';
import { typedAmount } from './transfer';
import { wallet } from './wallet';

const schemes = new Set(familyIds.flatMap((id) => familyOf(id).linkScheme ?? []));

/** Whether what was pasted as a recipient is a payment link: no address and no name has one of their schemes. */
export const isLink = (text: string): boolean => schemes.has(/^([a-z]+):/i.exec(text)?.[1]?.toLowerCase() ?? '');

/** The form that a link fills in, without an amount where it names none. Throws `link/*`, `address/*`, `network/*`. */
export async function formOf(text: string, shown: NetworkView, networks: readonly NetworkView[]): Promise<SendForm> {
  const { network: id, to, asset, amount } = await wallet.send.link(text, shown.id);
  const network = networks.find((each) => each.id === id);
  if (!network) throw new WalletError('network/unknown');
  const token = asset === undefined || asset === network.asset ? undefined : await tokenOf(asset);
  const { decimals } = token ?? network.currency;
  return { network: network.id, ...(token && { asset: token.asset }), to, amount: amount === undefined ? '' : formatAmount(amount, decimals), max: false };
}

/** Only what is on the list can be sent: nobody has looked at another token yet. Throws `link/token-unknown`. */
async function tokenOf(asset: AssetId): Promise<TokenView> {
  const token = (await wallet.balances.list()).flatMap(({ tokens }) => tokens ?? []).find((each) => each.asset === asset);
  if (!token) throw new WalletError('link/token-unknown');
  return token;
}

type LinkTo = { readonly amount: bigint; readonly text?: string; readonly error?: ErrorCode };

/** The link by which others pay the selected account what is typed; none while nothing is. */
export function useLinkTo(network: NetworkView, typed: string): LinkTo {
  const [made, setMade] = useState<LinkTo>({ amount: 0n });
  const amount = typedAmount(typed, network.currency.decimals);
  const wanted = typeof amount === 'bigint' && amount > 0n ? amount : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let stale = false;
    wallet.send.linkTo(network.id, wanted).then(
      (text) => {
        if (!stale) setMade({ amount: wanted, text });
      },
      (error: unknown) => {
        if (!stale) setMade({ amount: wanted, error: codeOf(error) });
      },
    );
    return () => {
      stale = true;
    };
  }, [network.id, wanted]);
  if (typeof amount === 'string') return { amount: 0n, error: amount };
  return wanted === undefined || made.amount !== wanted ? { amount: 0n } : made;
}
