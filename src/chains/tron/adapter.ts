import type { ChainAdapter } from '../adapter';
import { addresses } from './addresses';
import { assets } from './assets';
import { endpoints } from './endpoints';
import { fees } from './fees';
import { messages } from './messages';
import type { TronNetwork } from './networks';
import { page } from './page';
import { transactions, type Payload } from './transactions';

export const adapter: ChainAdapter<TronNetwork, Payload> = { addresses, endpoints, assets, fees, transactions, messages, page };
