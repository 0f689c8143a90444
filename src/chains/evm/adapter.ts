import type { ChainAdapter } from '../adapter';
import { addresses } from './addresses';
import { assets } from './assets';
import type { Payload } from './draft';
import { endpoints } from './endpoints';
import { fees } from './fees';
import { history } from './history';
import { links } from './links';
import { messages } from './messages';
import { names } from './names';
import type { EvmNetwork } from './networks';
import { page } from './page';
import { tokens } from './tokens';
import { transactions } from './transactions';

export const adapter: ChainAdapter<EvmNetwork, Payload> = { addresses, endpoints, assets, tokens, history, fees, transactions, messages, page, names, links };
