import type { ChainAdapter } from '../adapter';
import { addresses } from './addresses';
import { assets } from './assets';
import { endpoints } from './endpoints';
import { fees } from './fees';
import { links } from './links';
import { messages } from './messages';
import type { BitcoinNetwork } from './networks';
import { page } from './page';
import { transactions } from './transactions';

export const adapter: ChainAdapter<BitcoinNetwork, string> = { addresses, endpoints, assets, fees, transactions, messages, page, links };
