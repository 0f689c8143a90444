import { toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../../src/chains/evm/decode/vocabulary';

/** Selectors as the contracts' own documentation and explorers of deployed contracts give them; another library than ours hashes our signatures. */
const published: Readonly<Record<string, string>> = {
  // Uniswap v3's NonfungiblePositionManager, v4's PositionManager
  '0x88316456': 'mint',
  '0x219f5d17': 'increaseLiquidity',
  '0x0c49ccbe': 'decreaseLiquidity',
  '0xfc6f7865': 'collect',
  '0x13ead562': 'createAndInitializePoolIfNecessary',
  '0xdd46508f': 'modifyLiquidities',
  '0x4afe393c': 'modifyLiquiditiesWithoutUnlock',
  // 1inch AggregationRouterV5 and V6
  '0x12aa3caf': 'swap',
  '0x07ed2379': 'swap',
  '0x0502b1c5': 'unoswap',
  '0xf78dc253': 'unoswapTo',
  '0xe449022e': 'uniswapV3Swap',
  '0xbc80f1a8': 'uniswapV3SwapTo',
  '0x83800a8e': 'unoswap',
  '0xe2c95c82': 'unoswapTo',
  '0xa76dfc3b': 'ethUnoswap',
  '0x8770ba91': 'unoswap2',
  '0x89af926a': 'ethUnoswap2',
  // GPv2Settlement
  '0xec6cb13f': 'setPreSignature',
  '0x15337bc0': 'invalidateOrder',
  // Aave v2 and v3
  '0x617ba037': 'supply',
  '0xe8eda9df': 'deposit',
  '0x69328dec': 'withdraw',
  '0xa415bcad': 'borrow',
  '0x573ade81': 'repay',
  '0x5a3b74b9': 'setUserUseReserveAsCollateral',
  '0x474cf53d': 'depositETH',
  '0xc04a8a10': 'approveDelegation',
  // Compound v3
  '0xf2b9fdb8': 'supply',
  '0xf3fef3a3': 'withdraw',
  '0x4232cd63': 'supplyTo',
  '0xc3b35a7e': 'withdrawTo',
  // Morpho Blue
  '0xa99aad89': 'supply',
  '0x5c2bea49': 'withdraw',
  '0x50d8cd4b': 'borrow',
  '0x20b76e81': 'repay',
  '0x238d6579': 'supplyCollateral',
  '0x8720316d': 'withdrawCollateral',
  '0xeecea000': 'setAuthorization',
  // ERC-4626, Lido
  '0x6e553f65': 'deposit',
  '0x94bf804d': 'mint',
  '0xb460af94': 'withdraw',
  '0xba087652': 'redeem',
  '0xa1903eab': 'submit',
  '0xd6681042': 'requestWithdrawals',
  // Permit2
  '0x36c78516': 'transferFrom',
  '0x0d58b1db': 'transferFrom',
  '0xcc53287f': 'lockdown',
  // Seaport
  '0xfb0f3ee1': 'fulfillBasicOrder',
  '0xe7acab24': 'fulfillAdvancedOrder',
};

describe('the functions that the wallet has words for', () => {
  const ours = new Map(vocabulary.map(({ signature }) => [toFunctionSelector(`function ${signature}`) as string, signature.slice(0, signature.indexOf('('))]));

  it.each(Object.entries(published))('include the one that is called by %s: %s', (selector, name) => {
    expect(ours.get(selector)).toBe(name);
  });

  it('are each there once', () => {
    expect(ours.size).toBe(vocabulary.length);
  });
});
