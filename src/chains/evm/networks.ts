import { mainnets } from './mainnets';
import { ether, type EvmNetwork } from './network';
import { rollups } from './rollups';
import { testnets } from './testnets';

export type { EvmNetwork } from './network';

/** In the order of the list: Ethereum, then by use. */
export const networks = [
  ...mainnets,
  ...rollups,
  ...testnets,
  {
    id: 'eip155:31337',
    name: 'Anvil',
    currency: ether,
    fees: 'eip1559',
    testnet: true,
    local: true,
    mark: { text: 'ANV', hue: 0 },
    rpc: ['http://127.0.0.1:8545'],
  },
] as const satisfies readonly EvmNetwork[];
