import type { ChainId } from '../../core/caip';
import type { TokenFacts } from '../tokens';

type Row = readonly [contract: string, symbol: string, name: string, decimals: number];

/** The well-known tokens of a network. */
export const knownTokens = (network: ChainId): readonly TokenFacts[] =>
  (rows[network] ?? []).map(([contract, symbol, name, decimals]) => ({
    asset: `${network}/erc20:${contract.toLowerCase()}`,
    standard: 'fungible',
    symbol,
    name,
    decimals,
  }));

const rows: Readonly<Partial<Record<ChainId, readonly Row[]>>> = {
  'eip155:1': [
    ['0xdAC17F958D2ee523a2206206994597C13D831ec7', 'USDT', 'Tether USD', 6],
    ['0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', 'USDC', 'USD Coin', 6],
    ['0x6B175474E89094C44Da98b954EedeAC495271d0F', 'DAI', 'Dai Stablecoin', 18],
    ['0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', 'WETH', 'Wrapped Ether', 18],
    ['0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599', 'WBTC', 'Wrapped BTC', 8],
  ],
};
