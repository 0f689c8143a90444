import type { ChainAdapter } from '../adapter';
import { addresses } from './addresses';
import { assets } from './assets';
import type { Payload } from './build';
import { endpoints } from './endpoints';
import { fees } from './fees';
import { messages } from './messages';
import type { SolanaNetwork } from './networks';
import { page } from './page';
import { transactions } from './transactions';

export const adapter: ChainAdapter<SolanaNetwork, Payload> = { addresses, endpoints, assets, fees, transactions, messages, page };
