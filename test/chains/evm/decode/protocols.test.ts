import { encodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters, type Abi } from 'viem';
import { describe, expect, it } from 'vitest';
import { account, codes, coin, other, rows, say, token, usdc, weth } from './world';

const encode = (signature: string, ...args: readonly unknown[]) =>
  encodeFunctionData({ abi: parseAbi([`function ${signature}`] as readonly string[]) as Abi, args });
const parameters = (types: string, ...values: readonly unknown[]) => encodeAbiParameters(parseAbiParameters(types), values as never);
const universal = '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af';
const manager = '0xbD216513d74C8cf14cf4747E6AaA6420FF64ee9e';
const native = `0x${'0'.repeat(40)}`;
const caller = `0x${'0'.repeat(39)}1`;
const deadline = 1_900_000_000n;
const amountOf = (asset: string, amount: bigint) => ({ kind: 'amount', asset, amount });

describe('on Uniswap v4', () => {
  const key = '(address,address,uint24,int24,address)';
  const pool = [native, usdc, 500, 10, native];
  const single = (amountIn: bigint, least: bigint) => parameters(`(${key} poolKey, bool, uint128, uint128, bytes) params`, [pool, true, amountIn, least, '0x']);
  const swap = (actions: `0x${string}`, ...params: readonly string[]) =>
    say(encode('execute(bytes,bytes[],uint256)', '0x10', [parameters('bytes, bytes[]', actions, params)], deadline), { to: universal, value: 5n });
  const settleAll = parameters('address, uint256', native, 5n);

  it('a swap says what is paid at most, and what comes at least', () => {
    const said = swap('0x060c0f', single(5n, 9n), settleAll, parameters('address, uint256', usdc, 9n));
    expect(rows(said, 'call').map((call) => (call as string).split('(')[0])).toEqual([
      '1 V4_SWAP',
      '1.1 SWAP_EXACT_IN_SINGLE',
      '1.2 SETTLE_ALL',
      '1.3 TAKE_ALL',
    ]);
    expect(rows(said, 'maximum-paid')).toEqual([amountOf(coin, 5n)]);
    expect(rows(said, 'minimum-received')).toEqual([amountOf(token(usdc), 9n), amountOf(token(usdc), 9n)]);
    expect(codes(said)).toEqual([]);
  });

  it('a path names both its ends, from whichever it is written', () => {
    const hop = (to: string) => [to, 500, 10, native, '0x'];
    const path = '(address,uint24,int24,address,bytes)[]';
    const into = parameters(`(address currencyIn, ${path} path, uint128 amountIn, uint128 amountOutMinimum) params`, [weth, [hop(native), hop(usdc)], 5n, 9n]);
    const out = parameters(`(address currencyOut, ${path} path, uint128 amountOut, uint128 amountInMaximum) params`, [usdc, [hop(weth), hop(native)], 9n, 5n]);
    expect(rows(swap('0x07', into), 'amount')).toContainEqual(amountOf(token(weth), 5n));
    expect(rows(swap('0x07', into), 'minimum-received')).toEqual([amountOf(token(usdc), 9n)]);
    expect(rows(swap('0x09', out), 'maximum-paid')).toEqual([amountOf(token(weth), 5n)]);
    expect(rows(swap('0x09', out), 'minimum-received')).toEqual([amountOf(token(usdc), 9n)]);
  });

  it('what is taken by somebody else, or without a least amount, is flagged', () => {
    const take = (to: string) => parameters('address, address, uint256', usdc, to, 0n);
    expect(codes(swap('0x060c0e', single(5n, 9n), settleAll, take(other)))).toEqual(['danger other-recipient']);
    expect(codes(swap('0x060c0e', single(5n, 9n), settleAll, take(caller)))).toEqual([]);
    expect(codes(swap('0x060c0f', single(5n, 0n), settleAll, parameters('address, uint256', usdc, 0n)))).toEqual(['info no-minimum']);
    expect(codes(swap('0x060c0e', single(5n, 0n), settleAll, take(caller)))).toEqual(['info no-minimum']);
    expect(codes(swap('0x060c0e', single(5n, 0n), settleAll, take(account)))).toEqual(['info no-minimum']);
    // The last of two says it.
    expect(codes(swap('0x06060c0e', single(5n, 0n), single(0n, 9n), settleAll, take(caller)))).toEqual([]);
    const path = parameters('(address currencyIn, (address,uint24,int24,address,bytes)[] path, uint128 amountIn, uint128 amountOutMinimum) params', [
      native,
      [[usdc, 500, 10, native, '0x']],
      5n,
      0n,
    ]);
    expect(codes(swap('0x070c0e', path, settleAll, take(caller)))).toEqual(['info no-minimum']);
    expect(codes(swap('0x0614', single(5n, 9n), parameters('address, address', usdc, other)))).toEqual(['danger other-recipient']);
    expect(codes(swap('0x0610', single(5n, 9n), parameters('address, address, uint256', usdc, other, 9_000n)))).toEqual(['danger other-recipient']);
  });

  it('tokens that the person pays are said to leave', () => {
    expect(swap('0x0b', parameters('address, uint256, bool', usdc, 7n, true)).changes).toEqual([
      { direction: 'out', asset: token(usdc), amount: 7n, party: universal },
    ]);
    expect(swap('0x0b', parameters('address, uint256, bool', usdc, 7n, false)).changes).toEqual([]);
  });

  it('what is not known is shown as unknown, another layout of a known one too', () => {
    expect(codes(swap('0x3f', '0x1234'))).toEqual(['info unknown-contract-call']);
    const command = say(encode('execute(bytes,bytes[],uint256)', '0x3f', ['0x1234'], deadline), { to: universal });
    expect([rows(command, 'call'), codes(command)]).toEqual([['1 unknown0x3f'], ['info unknown-contract-call']]);
    const more = parameters(`(${key} poolKey, bool, uint128, uint128, uint256, bytes) params`, [pool, true, 5n, 9n, 0n, '0x']);
    expect(codes(swap('0x06', more))).toEqual(['info unknown-contract-call']);
    expect(codes(swap('0x060c', single(5n, 9n)))).toEqual(['info not-decoded']);
  });

  it('a position is for the account, or is flagged', () => {
    const mint = (owner: string) => parameters(`${key}, int24, int24, uint256, uint128, uint128, address, bytes`, pool, -100, 100, 1n, 5n, 9n, owner, '0x');
    const data = (owner: string) =>
      encode('modifyLiquidities(bytes,uint256)', parameters('bytes, bytes[]', '0x020d', [mint(owner), parameters('address, address', native, usdc)]), deadline);
    const said = say(data(account), { to: manager });
    expect(rows(said, 'maximum-paid')).toEqual([amountOf(coin, 5n), amountOf(token(usdc), 9n)]);
    expect(rows(said, 'expires-at')).toEqual([{ kind: 'time', at: Number(deadline) * 1000 }]);
    expect(codes(said)).toEqual([]);
    expect(codes(say(data(other), { to: manager }))).toEqual(['danger other-recipient']);
  });
});

describe('a position of Uniswap v3', () => {
  const mint = (recipient: string) =>
    say(
      encode('mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))', [
        usdc,
        weth,
        500,
        -10,
        10,
        5n,
        9n,
        4n,
        8n,
        recipient,
        deadline,
      ]),
    );

  it('says what goes in at most, in the units of its tokens, and for whom', () => {
    expect(rows(mint(account), 'maximum-paid')).toEqual([amountOf(token(usdc), 5n), amountOf(token(weth), 9n)]);
    expect(codes(mint(account))).toEqual([]);
    expect(codes(mint(other))).toEqual(['danger other-recipient']);
  });

  it('says who collects', () => {
    const collect = (to: string) => say(encode('collect((uint256,address,uint128,uint128))', [1n, to, 2n ** 128n - 1n, 2n ** 128n - 1n]));
    expect([codes(collect(account)), codes(collect(other))]).toEqual([[], ['danger other-recipient']]);
  });

  it('says when what is collected stays with the manager, where anybody may take it', () => {
    const collect = encode('collect((uint256,address,uint128,uint128))', [1n, native, 2n ** 128n - 1n, 2n ** 128n - 1n]);
    const all = (...calls: readonly string[]) => codes(say(encode('multicall(bytes[])', calls), { to: manager }));
    expect(all(collect)).toEqual(['danger other-recipient']);
    expect(all(collect, encode('unwrapWETH9(uint256,address)', 6n, account), encode('sweepToken(address,uint256,address)', usdc, 5n, account))).toEqual([]);
  });
});

describe('on 1inch', () => {
  const sixth = '0x111111125421cA6dc452d289314280a0f8842A65';
  const swap = (to: string, least = 9n) =>
    say(
      encode(
        'swap(address,(address,address,address,address,uint256,uint256,uint256),bytes)',
        other,
        [usdc, `0x${'Ee'.repeat(20)}`.toLowerCase(), other, to, 5n, least, 0n],
        '0x1234',
      ),
      { to: sixth },
    );

  it('a swap says what leaves, what comes, and to whom', () => {
    const said = swap(account);
    expect(said.changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 5n, party: sixth }]);
    expect(rows(said, 'minimum-received')).toEqual([amountOf(coin, 9n)]);
    expect([codes(said), codes(swap(native)), codes(swap(other)), codes(swap(account, 0n))]).toEqual([[], [], ['danger other-recipient'], ['info no-minimum']]);
    expect(codes(swap(sixth))).toEqual(['danger other-recipient']);
  });

  it('a swap through pools alone does not say what comes out, and says that', () => {
    const flagged = 2n ** 255n + BigInt(usdc);
    const said = say(encode('unoswap(uint256,uint256,uint256,uint256)', flagged, 5n, 9n, 1n), { to: sixth });
    expect(said.changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 5n, party: sixth }]);
    expect(codes(said)).toEqual(['info unverified-amounts']);
    const elsewhere = say(encode('unoswapTo(uint256 to,uint256,uint256,uint256,uint256)', 2n ** 255n + BigInt(other), flagged, 5n, 9n, 1n), { to: sixth });
    expect(codes(elsewhere)).toEqual(['danger other-recipient', 'info unverified-amounts']);
    expect([rows(elsewhere, 'to'), rows(elsewhere, 'token')]).toEqual([[other], [usdc]]);
  });
});

it('an order of CoW Protocol that is signed by its hash is blind', () => {
  const uid = `0x${'ab'.repeat(56)}`;
  expect(codes(say(encode('setPreSignature(bytes,bool)', uid, true)))).toEqual(['danger blind-signing']);
  expect(codes(say(encode('setPreSignature(bytes,bool)', uid, false)))).toEqual([]);
});

describe('what is lent', () => {
  const pool = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2';
  const at = { to: pool };

  it('on Aave goes and comes in the units of its token, for the account alone', () => {
    const supply = (to: string) => say(encode('supply(address,uint256,address,uint16)', usdc, 5n, to, 0), at);
    expect(supply(account).changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 5n, party: pool }]);
    expect([codes(supply(account)), codes(supply(other))]).toEqual([[], ['danger other-recipient']]);
    const withdraw = (to: string) => say(encode('withdraw(address,uint256,address)', usdc, 5n, to), at);
    expect(rows(withdraw(account), 'amount')).toEqual([amountOf(token(usdc), 5n)]);
    expect([codes(withdraw(account)), codes(withdraw(other))]).toEqual([[], ['danger other-recipient']]);
    expect(codes(say(encode('borrow(address,uint256,uint256,uint16,address)', usdc, 5n, 2n, 0, other), at))).toEqual(['danger other-recipient']);
    // All that is owed, however much it is.
    expect(say(encode('repay(address,uint256,uint256,address)', usdc, 2n ** 256n - 1n, 2n, account), at).changes).toEqual([]);
  });

  it('in the name of the account by another is an allowance', () => {
    expect(codes(say(encode('approveDelegation(address,uint256)', other, 2n ** 256n - 1n)))).toEqual(['danger unlimited-approval']);
    expect(codes(say(encode('setAuthorization(address,bool)', other, true)))).toEqual(['danger approval-for-all']);
    expect(codes(say(encode('setAuthorization(address,bool)', other, false)))).toEqual([]);
  });

  it('on Morpho and Compound too', () => {
    const market = [usdc, weth, other, other, 1n];
    const tuple = '(address,address,address,address,uint256)';
    const supply = (to: string) => say(encode(`supplyCollateral(${tuple},uint256,address,bytes)`, market, 5n, to, '0x'), at);
    expect(supply(account).changes).toEqual([{ direction: 'out', asset: token(weth), amount: 5n, party: pool }]);
    expect([codes(supply(account)), codes(supply(other))]).toEqual([[], ['danger other-recipient']]);
    const borrow = (to: string) => say(encode(`borrow(${tuple},uint256,uint256,address,address)`, market, 5n, 0n, account, to), at);
    expect(rows(borrow(account), 'amount')).toEqual([amountOf(token(usdc), 5n)]);
    expect([codes(borrow(account)), codes(borrow(other))]).toEqual([[], ['danger other-recipient']]);
    expect(say(encode('supply(address,uint256)', usdc, 5n), at).changes).toHaveLength(1);
    expect(codes(say(encode('withdrawTo(address,address,uint256)', other, usdc, 5n), at))).toEqual(['danger other-recipient']);
  });

  it('in a vault leaves as shares', () => {
    const redeem = (to: string) => say(encode('redeem(uint256,address,address)', 5n, to, account), at);
    expect(redeem(account).changes).toEqual([{ direction: 'out', asset: token(pool), amount: 5n }]);
    expect([codes(redeem(account)), codes(redeem(other))]).toEqual([[], ['danger other-recipient']]);
    // "All of them": nobody has so many.
    expect(say(encode('redeem(uint256,address,address)', 2n ** 256n - 1n, account, account), at).changes).toEqual([]);
  });
});
