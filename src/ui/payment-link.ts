import { formatAmount } from '../core/amount';
import { familyIds, familyOf } from '../chains/registry';
import type { NetworkView, SendForm } from '../wallet/api';
import { WalletError } from '../core/errors';
import { wallet } from './wallet';

const schemes = new Set(familyIds.flatMap((id) => familyOf(id).linkScheme ?? []));

/** Whether what was pasted as a recipient is a payment link: no address and no name has one of their schemes. */
export const isLink = (text: string): boolean => schemes.has(/^([a-z]+):/i.exec(text)?.[1]?.toLowerCase() ?? '');

/** The form that a link fills in. Throws `link/*`, `address/*`, `network/*`. */
export async function formOf(text: string, shown: NetworkView, networks: readonly NetworkView[], typed: string): Promise<SendForm> {
  const { network: id, to, asset, amount } = await wallet.send.link(text, shown.id);
  const network = networks.find((each) => each.id === id);
  if (!network) throw new WalletError('network/unknown');
  if (asset !== undefined && asset !== network.asset) throw new WalletError('link/unsupported');
  return { network: network.id, to, amount: amount === undefined ? typed : formatAmount(amount, network.currency.decimals), max: false };
}
