import { expect, it } from 'vitest';
import { networks } from '../../src/chains/evm/networks';
import { loadKnownTokens } from '../../src/chains/known-tokens';
import { isBait } from '../../src/ui/bait';

it.each([
  '$ 1000 USDC.com',
  'Visit https://lido-reward.net to claim',
  'AAVE v3 Airdrop',
  'usd-coin . org',
  'ｗｗｗ．uni.gift',
  'ETH Voucher',
  't.me/s/ethena',
  '! ClaimS',
  'Visit to redeem',
])('takes "%s" for an advertisement', (name) => expect(isBait(name)).toBe(true));

it.each([
  'USDC',
  'USD Coin (Arb1)',
  'Wrapped Ether v1.2',
  'St. Pepe',
  'Reclaimer',
  'USD₮0',
  'Aave Arbitrum USDC.e',
  'Gitcoin',
  'Curve.fi DAI/USDC/USDT',
  'yearn.finance',
])('takes "%s" for a name', (name) => expect(isBait(name)).toBe(false));

it('takes nothing that ships for one', async () => {
  const all = (await Promise.all(networks.map(({ id }) => loadKnownTokens('evm', id)))).flat();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(({ symbol, name }) => isBait(symbol, name)).map(({ name }) => name)).toEqual([]);
});
