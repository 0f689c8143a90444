import { formatAmount } from '../../core/amount';
import type { PaymentLinks } from '../adapter';
import type { BitcoinNetwork } from './networks';
import { parseUri } from './uri';

/** BIP-21. */
export const links: PaymentLinks<BitcoinNetwork> = {
  parse(text, network) {
    const { address, amount } = parseUri(text, network);
    return { network: network.id, to: address, ...(amount !== undefined && { amount }) };
  },
  format: ({ to, amount }) => `bitcoin:${to}${amount === undefined ? '' : `?amount=${formatAmount(amount, 8)}`}`,
};
