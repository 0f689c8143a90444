import { encodeAbiParameters, encodeFunctionData, encodePacked, parseAbi, parseAbiParameters, type Abi } from 'viem';
import { describe, expect, it } from 'vitest';
import { account, codes, coin, other, router, rows, say, token, usdc, weth } from './world';

const encode = (signature: string, ...args: readonly unknown[]) =>
  encodeFunctionData({ abi: parseAbi([`function ${signature}`] as readonly string[]) as Abi, args });
const universal = '0x3fC91A3afd70395Cd496C647d5a6CC9D4B2b7FAD';
const uni = '0x1f9840a85d5aF5bf1D1762F925BDADdC4201F984';
const hop = (...parts: readonly (string | number)[]) =>
  encodePacked(
    parts.map((part) => (typeof part === 'number' ? 'uint24' : 'address')),
    [...parts] as `0x${string}`[],
  );

describe('a swap that was sent on Ethereum', () => {
  it('on Uniswap v2 says what leaves, what must come back at least, and until when (0x76066e27…5277024)', () => {
    const sender = '0x98e55d2288385BC1b0eBbe0E56eac6aEb099c496';
    const data =
      '0x38ed173900000000000000000000000000000000000000000000001043561a88293000000000000000000000000000000000000000000000000000000000000025026bd100000000000000000000000000000000000000000000000000000000000000a000000000000000000000000098e55d2288385bc1b0ebbe0e56eac6aeb099c496000000000000000000000000000000000000000000000000000000005ff2944e0000000000000000000000000000000000000000000000000000000000000002000000000000000000000000a283aa7cfbb27ef0cfbcb2493dd9f4330e0fd304000000000000000000000000a0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
    const said = say(data, { to: router, from: sender });
    expect(said.changes).toEqual([
      { direction: 'out', asset: token('0xa283aa7cfbb27ef0cfbcb2493dd9f4330e0fd304'), amount: 300_000_000_000_000_000_000n, party: router },
    ]);
    expect(rows(said, 'minimum-received')).toEqual([{ kind: 'amount', asset: token(usdc), amount: 620_915_665n }]);
    expect(rows(said, 'expires-at')).toEqual([{ kind: 'time', at: 1_609_733_198_000 }]);
    expect(codes(said)).toEqual([]);
    // The same bytes of another account pay somebody else.
    expect(codes(say(data, { to: router }))).toEqual(['danger other-recipient']);
  });

  it('for ether on Uniswap v2 names the token that must come', () => {
    const sender = '0x977223eF93B8490E8E6d2dC28567360F489a3EE1';
    const data =
      '0x7ff36ab5000000000000000000000000000000000000000000002d7c2e7091125587a8df0000000000000000000000000000000000000000000000000000000000000080000000000000000000000000977223ef93b8490e8e6d2dc28567360f489a3ee100000000000000000000000000000000000000000000000000000000601892860000000000000000000000000000000000000000000000000000000000000002000000000000000000000000c02aaa39b223fe8d0a0e5c4f27ead9083c756cc20000000000000000000000003affcca64c2a6f4e3b6bd9c64cd2c969efd1ecbe';
    const said = say(data, { to: router, from: sender, value: 1n });
    expect(rows(said, 'minimum-received')).toMatchObject([{ asset: token('0x3affcca64c2a6f4e3b6bd9c64cd2c969efd1ecbe') }]);
    expect([said.changes, codes(said)]).toEqual([[], []]);
  });

  it('on Uniswap v3 says the same of its one pool', () => {
    const sender = '0x20Cb9d94d5aB578Fd0a0d01Db366f22cDBf10622';
    const data =
      '0x414bf389000000000000000000000000c02aaa39b223fe8d0a0e5c4f27ead9083c756cc20000000000000000000000003845badade8e6dff049820680d1f14bd3903a5d00000000000000000000000000000000000000000000000000000000000000bb800000000000000000000000020cb9d94d5ab578fd0a0d01db366f22cdbf1062200000000000000000000000000000000000000000000000000000000618d60c1000000000000000000000000000000000000000000000000000e35fa931a00000000000000000000000000000000000000000000000000007651ba97a28369620000000000000000000000000000000000000000000000000000000000000000';
    const said = say(data, { to: '0xE592427A0AEce92De3Edee1F18E0157C05861564', from: sender });
    expect(said.changes).toMatchObject([{ asset: token(weth), amount: 4_000_000_000_000_000n }]);
    expect(rows(said, 'minimum-received')).toMatchObject([{ asset: token('0x3845badade8e6dff049820680d1f14bd3903a5d0') }]);
    expect(codes(said)).toEqual([]);
    // Paid with the coins of the transaction: the wrapped ones stay.
    expect(say(data, { to: router, from: sender, value: 4_000_000_000_000_000n }).changes).toEqual([]);
  });

  it('on the Universal Router says each of its commands', () => {
    const data =
      '0x3593564c000000000000000000000000000000000000000000000000000000000000006000000000000000000000000000000000000000000000000000000000000000a00000000000000000000000000000000000000000000000000000000065250c4700000000000000000000000000000000000000000000000000000000000000020b080000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000004000000000000000000000000000000000000000000000000000000000000000a000000000000000000000000000000000000000000000000000000000000000400000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000997a2bce4c00000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000000000000000000000000997a2bce4c0000000000000000000000000000000000000000000000000000da929373f5cb95100000000000000000000000000000000000000000000000000000000000000a000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000000000c02aaa39b223fe8d0a0e5c4f27ead9083c756cc20000000000000000000000001f9840a85d5af5bf1d1762f925bdaddc4201f984';
    const said = say(data, { to: universal, value: 2_700_000_000_000_000n });
    expect(rows(said, 'call')).toEqual(['1 WRAP_ETH(address,uint256)', '2 V2_SWAP_EXACT_IN(address,uint256,uint256,address[],bool)']);
    expect(rows(said, 'minimum-received')).toMatchObject([{ asset: token(uni) }]);
    expect([said.changes, codes(said)]).toEqual([[], []]);
  });
});

describe('a swap', () => {
  const deadline = 1_900_000_000n;
  const v3 = 'exactInput((bytes path, address recipient, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum) params)';

  it('of an exact output says what it costs at most, and promises nothing as leaving', () => {
    const said = say(encode('swapTokensForExactTokens(uint256,uint256,address[],address,uint256)', 5n, 9n, [usdc, weth, uni], account, deadline), {
      to: router,
    });
    expect(said.changes).toEqual([]);
    expect(rows(said, 'maximum-paid')).toEqual([{ kind: 'amount', asset: token(usdc), amount: 9n }]);
    expect(rows(said, 'minimum-received')).toEqual([{ kind: 'amount', asset: token(uni), amount: 5n }]);
  });

  it('without a least amount is called that', () => {
    const path = [usdc, weth];
    const swap = (least: bigint) =>
      say(encode('swapExactTokensForTokens(uint256,uint256,address[],address,uint256)', 5n, least, path, account, deadline), { to: router });
    expect([codes(swap(0n)), codes(swap(1n))]).toEqual([['info no-minimum'], []]);
  });

  it('along a path on Uniswap v3 names its ends; of an exact output the path runs backwards', () => {
    const path = hop(usdc, 500, weth, 3000, uni);
    const there = say(encode(v3, { path, recipient: account, deadline, amountIn: 5n, amountOutMinimum: 6n }), { to: router });
    expect(there.changes).toMatchObject([{ asset: token(usdc), amount: 5n }]);
    expect(rows(there, 'minimum-received')).toMatchObject([{ asset: token(uni), amount: 6n }]);
    const output = 'exactOutput((bytes path, address recipient, uint256 amountOut, uint256 amountInMaximum) params)';
    const back = say(encode(output, { path: hop(uni, 3000, weth, 500, usdc), recipient: account, amountOut: 6n, amountInMaximum: 9n }), { to: router });
    expect([rows(back, 'maximum-paid'), rows(back, 'minimum-received')]).toMatchObject([[{ asset: token(usdc) }], [{ asset: token(uni) }]]);
  });

  it.each(['0x', '0x1234', `${hop(usdc, 500, weth)}00`])('along the path %s is not decoded, and claims no token', (path) => {
    const said = say(encode(v3, { path, recipient: account, deadline, amountIn: 5n, amountOutMinimum: 6n }), { to: router });
    expect([said.changes, codes(said)]).toEqual([[], ['info not-decoded']]);
    expect(said.details.some(({ value }) => value.kind === 'amount')).toBe(false);
  });

  it('to ether through a multicall pays who swaps, or is called something else', () => {
    const swap = encode(
      'exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96) params)',
      {
        tokenIn: usdc,
        tokenOut: weth,
        fee: 500,
        recipient: '0x0000000000000000000000000000000000000002',
        amountIn: 5n,
        amountOutMinimum: 6n,
        sqrtPriceLimitX96: 0n,
      },
    );
    const to = (recipient: string) =>
      say(encode('multicall(uint256 deadline, bytes[] data)', deadline, [swap, encode('unwrapWETH9(uint256,address)', 6n, recipient)]), { to: router });
    expect([codes(to(account)), codes(to(other))]).toEqual([[], ['danger other-recipient']]);
    expect(to(account).changes).toMatchObject([{ asset: token(usdc), amount: 5n }]);
    expect(rows(to(account), 'minimum-received')).toMatchObject([{ asset: token(weth) }, { asset: coin, amount: 6n }]);
  });

  it('on the Universal Router shows its permit, its fee and its end, and v4 as what it cannot read', () => {
    const permit = encodeAbiParameters(
      parseAbiParameters('((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline), bytes'),
      [{ details: { token: usdc, amount: 5n, expiration: 1, nonce: 0 }, spender: universal, sigDeadline: 1n }, '0x'],
    );
    const swap = encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
      '0x0000000000000000000000000000000000000002',
      5n,
      0n,
      hop(usdc, 500, weth),
      true,
    ]);
    const fee = encodeAbiParameters(parseAbiParameters('address, address, uint256'), [weth, other, 25n]);
    const unwrap = encodeAbiParameters(parseAbiParameters('address, uint256'), ['0x0000000000000000000000000000000000000001', 6n]);
    const said = say(encode('execute(bytes,bytes[],uint256)', '0x0a00060c10', [permit, swap, fee, unwrap, '0x1234'], deadline), { to: universal });
    expect(rows(said, 'call').map((text) => String(text).replace(/\(.*/, ''))).toEqual([
      '1 PERMIT2_PERMIT',
      '2 V3_SWAP_EXACT_IN',
      '3 PAY_PORTION',
      '4 UNWRAP_WETH',
      '5 V4_SWAP',
    ]);
    expect(said.changes).toMatchObject([{ asset: token(usdc), amount: 5n }]);
    expect(codes(said)).toEqual(['info token-allowance', 'info unknown-contract-call']);
    expect(
      codes(say(encode('execute(bytes,bytes[])', '0x0c', [encodeAbiParameters(parseAbiParameters('address, uint256'), [other, 6n])]), { to: universal })),
    ).toEqual(['danger other-recipient']);
    expect(codes(say(encode('execute(bytes,bytes[])', '0x0c0c', [unwrap]), { to: universal }))).toEqual(['info not-decoded']);
  });

  describe('on the Universal Router', () => {
    const self = '0x0000000000000000000000000000000000000002';
    const own = '0x0000000000000000000000000000000000000001';
    const swap = (path: string, recipient: string, isUser: boolean) =>
      encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [recipient as `0x${string}`, 5n, 6n, path as `0x${string}`, isUser]);
    const three = (...args: readonly [string, string, bigint]) => encodeAbiParameters(parseAbiParameters('address, address, uint256'), args as never);
    const two = (...args: readonly [string, bigint]) => encodeAbiParameters(parseAbiParameters('address, uint256'), args as never);
    const run = (commands: string, ...inputs: readonly string[]) => say(encode('execute(bytes,bytes[])', commands, inputs), { to: universal });
    const stays = ['danger other-recipient'];

    it('that leaves what comes out with the router is said to go elsewhere: whoever calls next may take it', () => {
      const out = swap(hop(usdc, 500, uni), self, true);
      expect(codes(run('0x00', out))).toEqual(stays);
      expect(codes(run('0x00', swap(hop(usdc, 500, uni), universal, true)))).toEqual(stays);
      // What pays out another token, or only a part, or keeps it there, pays nothing out.
      expect(codes(run('0x0004', out, three(usdc, own, 1n)))).toEqual(stays);
      expect(codes(run('0x0005', out, three(uni, own, 1n)))).toEqual(stays);
      expect(codes(run('0x0004', out, three(uni, self, 1n)))).toEqual(stays);
      expect(codes(run('0x000c', out, two(own, 1n)))).toEqual(stays);
      expect(codes(run('0x0400', three(uni, own, 1n), out))).toEqual(stays);
    });

    it('that is paid out, or swapped on, is what it should be', () => {
      const out = swap(hop(usdc, 500, uni), self, true);
      expect(codes(run('0x0004', out, three(uni, own, 6n)))).toEqual([]);
      expect(codes(run('0x0000', out, swap(hop(uni, 500, weth), own, false)))).toEqual([]);
      expect(codes(run('0x00000c', out, swap(hop(uni, 500, weth), self, false), two(own, 6n)))).toEqual([]);
      const settle = encodeAbiParameters(parseAbiParameters('address, uint256, bool'), [uni, 2n ** 255n, false]);
      const fourth = (taker: string) =>
        encodeAbiParameters(parseAbiParameters('bytes, bytes[]'), ['0x0b0e', [settle, three(usdc, taker, 0n) as `0x${string}`]]);
      expect([codes(run('0x0010', out, fourth(own))), codes(run('0x0010', out, fourth(self)))]).toEqual([[], stays]);
    });

    it('wraps coins for who swaps, or is called something else', () => {
      expect([codes(run('0x0b', two(own, 5n))), codes(run('0x0b', two(other, 5n))), codes(run('0x0b', two(self, 5n)))]).toEqual([[], stays, stays]);
    });

    it('pays a fee; many small ones are one that is not small', () => {
      const fee = (bips: bigint) => three(uni, other, bips);
      expect([codes(run('0x0606', fee(250n), fee(250n))), codes(run('0x0606', fee(250n), fee(251n)))]).toEqual([[], stays]);
    });

    it('knows no command by a part of its number: newer routers have others under 0x40', () => {
      const said = run('0x40', swap(hop(usdc, 500, uni), own, true));
      expect([rows(said, 'call'), codes(said)]).toEqual([['1 unknown0x40'], ['info unknown-contract-call']]);
      // The highest bit lets a command fail.
      expect(rows(run('0x80', swap(hop(usdc, 500, uni), own, true)), 'call')).toEqual(['1 V3_SWAP_EXACT_IN(address,uint256,uint256,bytes,bool)']);
    });
  });
});
