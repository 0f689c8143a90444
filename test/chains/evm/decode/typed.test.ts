import { encodeFunctionData, parseAbi } from 'viem';
import { describe, expect, it } from 'vitest';
import { adapter } from '../../../../src/chains/evm/adapter';
import type { Json } from '../../../../src/core/json';
import { ethereum } from '../world';
import { account, codes, coin, other, rows, token, usdc, weth } from './world';

const bayc = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D';
const zero = `0x${'0'.repeat(40)}`;
type Fields = Readonly<Record<string, string>>;

const typesOf = (types: Fields) =>
  Object.fromEntries(
    Object.entries(types).map(([name, fields]) => [
      name,
      fields.split(', ').map((field) => ({ type: field.slice(0, field.lastIndexOf(' ')), name: field.slice(field.lastIndexOf(' ') + 1) })),
    ]),
  );

/** What the wallet shows of typed data; the first of `types` is the primary one. */
function show(types: Fields, message: Json, contract: string = usdc, domain = 'string name, uint256 chainId, address verifyingContract') {
  const data = {
    types: { ...typesOf({ EIP712Domain: domain }), ...typesOf(types) },
    primaryType: Object.keys(types)[0]!,
    domain: { name: 'Test', chainId: 1, verifyingContract: contract },
    message,
  };
  const subject: Json = { kind: 'typed', origin: 'https://site.example', address: account, at: 0, data };
  return adapter.messages.preview(subject, ethereum);
}

const permit = { Permit: 'address owner, address spender, uint256 value, uint256 nonce, uint256 deadline' };

describe('a permit', () => {
  const message = { owner: account, spender: other, value: '1000000', nonce: 0, deadline: 1_900_000_000 };

  it('is an allowance of the token that verifies it (EIP-2612)', () => {
    const shown = show(permit, message);
    expect(rows(shown, 'allowance')).toEqual([{ kind: 'amount', asset: token(usdc), amount: 1_000_000n }]);
    expect(rows(shown, 'spender')).toEqual([other]);
    expect(rows(shown, 'expires-at')).toEqual([{ kind: 'time', at: 1_900_000_000_000 }]);
    expect(codes(shown)).toEqual(['info token-allowance']);
  });

  it('names no token where the domain that is signed does not', () => {
    const shown = show(permit, message, usdc, 'string name, uint256 chainId');
    expect([rows(shown, 'allowance'), codes(shown)]).toEqual([[], ['info token-allowance']]);
  });

  it('of Permit2 names each token', () => {
    const types = {
      PermitBatch: 'PermitDetails[] details, address spender, uint256 sigDeadline',
      PermitDetails: 'address token, uint160 amount, uint48 expiration, uint48 nonce',
    };
    const details = [usdc, weth].map((each, i) => ({ token: each, amount: `${i + 5}`, expiration: 1_900_000_000, nonce: 0 }));
    const shown = show(types, { details, spender: other, sigDeadline: 1 }, '0x000000000022D473030F116dDEE9F6B43aC78BA3');
    expect(rows(shown, 'allowance')).toEqual([
      { kind: 'amount', asset: token(usdc), amount: 5n },
      { kind: 'amount', asset: token(weth), amount: 6n },
    ]);
    expect(codes(shown)).toEqual(['danger token-allowance']);
  });

  it('that moves tokens itself says what leaves (ERC-3009)', () => {
    const types = { TransferWithAuthorization: 'address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce' };
    const shown = show(types, { from: account, to: other, value: '7', validAfter: 0, validBefore: 1_900_000_000, nonce: `0x${'11'.repeat(32)}` });
    expect(shown.changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 7n, party: other }]);
    expect(codes(shown)).toEqual(['danger token-allowance']);
  });
});

describe('an order', () => {
  const item = 'uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount';
  const components = 'address offerer, OfferItem[] offer, ConsiderationItem[] consideration, uint256 startTime, uint256 endTime, uint256 salt';
  const seaport = { OrderComponents: components, OfferItem: item, ConsiderationItem: `${item}, address recipient` };
  const piece = { itemType: 2, token: bayc, identifierOrCriteria: '1', startAmount: '1', endAmount: '1' };
  const price = (amount: bigint, recipient: string, itemType = 0) => ({
    itemType,
    token: itemType === 0 ? zero : usdc,
    identifierOrCriteria: '0',
    startAmount: `${amount}`,
    endAmount: `${amount}`,
    recipient,
  });
  const sell = (...consideration: readonly Json[]) => ({ offerer: account, offer: [piece], consideration, startTime: 0, endTime: 1_900_000_000, salt: 1 });
  const ether = 10n ** 18n;

  it('of Seaport says what is given and what is asked', () => {
    const shown = show(seaport, sell(price(ether, account), price(ether / 40n, other)));
    expect(rows(shown, 'offered')[0]).toEqual({ kind: 'amount', asset: `eip155:1/erc721:${bayc.toLowerCase()}/1`, amount: 1n });
    expect(rows(shown, 'asked')[0]).toEqual({ kind: 'amount', asset: coin, amount: ether });
    expect(codes(shown)).toEqual(['danger token-allowance']);
  });

  it.each([
    ['one wei', [price(1n, account)]],
    ['nothing', []],
    ['a price that somebody else gets', [price(ether, other)]],
    ['a price that ends at nothing', [{ ...price(ether, account), endAmount: '0' }]],
    ['a few units of a token', [price(999n, account, 1)]],
  ])('that gives a piece away for %s is called that', (_what, consideration) => {
    expect(codes(show(seaport, sell(...consideration)))).toContain('danger gives-away');
    const bulk = { BulkOrder: 'OrderComponents[2] tree', ...seaport };
    expect(codes(show(bulk, { tree: [sell(price(ether, account)), sell(...consideration)] }))).toContain('danger gives-away');
  });

  it('that asks for a piece gives nothing away', () => {
    const bid = { ...sell({ ...piece, recipient: account }), offer: [price(ether, account, 1)].map(({ recipient: _, ...rest }) => rest) };
    expect(codes(show(seaport, bid))).toEqual(['danger token-allowance']);
  });

  it('of CoW names both sides, and who is paid', () => {
    const types = {
      Order:
        'address sellToken, address buyToken, address receiver, uint256 sellAmount, uint256 buyAmount, uint32 validTo, bytes32 appData, uint256 feeAmount, string kind, bool partiallyFillable, string sellTokenBalance, string buyTokenBalance',
    };
    const message = {
      sellToken: usdc,
      buyToken: weth,
      receiver: account,
      sellAmount: '5000000',
      buyAmount: '2000000000000000',
      validTo: 1_900_000_000,
      appData: `0x${'0'.repeat(64)}`,
      feeAmount: '0',
      kind: 'sell',
      partiallyFillable: false,
      sellTokenBalance: 'erc20',
      buyTokenBalance: 'erc20',
    };
    const shown = show(types, message);
    expect(rows(shown, 'offered')).toEqual([{ kind: 'amount', asset: token(usdc), amount: 5_000_000n }]);
    expect(rows(shown, 'asked')).toEqual([{ kind: 'amount', asset: token(weth), amount: 2_000_000_000_000_000n }]);
    expect(codes(shown)).toEqual(['danger token-allowance']);
    expect(codes(show(types, { ...message, receiver: other, buyAmount: '1' }))).toEqual([
      'danger gives-away',
      'danger other-recipient',
      'danger token-allowance',
    ]);
  });

  it('of UniswapX is judged by what its outputs pay the account', () => {
    const types = {
      PermitWitnessTransferFrom: 'TokenPermissions permitted, address spender, uint256 nonce, uint256 deadline, Order witness',
      TokenPermissions: 'address token, uint256 amount',
      Order: 'address inputToken, uint256 inputStartAmount, Output[] outputs',
      Output: 'address token, uint256 startAmount, uint256 endAmount, address recipient',
    };
    const order = (recipient: string) =>
      show(types, {
        permitted: { token: usdc, amount: '5000000' },
        spender: other,
        nonce: 1,
        deadline: 1_900_000_000,
        witness: { inputToken: usdc, inputStartAmount: '5000000', outputs: [{ token: weth, startAmount: '9999', endAmount: '9000', recipient }] },
      });
    expect(rows(order(account), 'asked')).toMatchObject([{ asset: token(weth), amount: 9999n }, { asset: token(weth) }]);
    expect([codes(order(account)), codes(order(other))]).toEqual([['danger token-allowance'], ['danger gives-away', 'danger token-allowance']]);
  });
});

describe('a transaction in a signature', () => {
  const transfer = encodeFunctionData({ abi: parseAbi(['function transfer(address to, uint256 amount)']), args: [other, 5n] });
  const safeTx = {
    SafeTx:
      'address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, uint256 nonce',
  };
  const tx = (data: string, operation = 0) => ({
    to: usdc,
    value: '0',
    data,
    operation,
    safeTxGas: 0,
    baseGas: 0,
    gasPrice: 0,
    gasToken: zero,
    refundReceiver: zero,
    nonce: 7,
  });

  it('of a Safe shows the call within, and is signed blindly where it cannot be read', () => {
    const shown = show(safeTx, tx(transfer), other);
    expect([rows(shown, 'call'), shown.changes, codes(shown)]).toEqual([['1 transfer(address,uint256)'], [], ['danger signed-transaction']]);
    expect(codes(show(safeTx, tx('0xdeadbeef'), other))).toEqual(['danger blind-signing', 'info unknown-contract-call']);
    expect(codes(show(safeTx, tx(transfer, 1), other))).toEqual(['danger blind-signing', 'danger permission-change', 'info unknown-contract-call']);
  });

  it('of a forwarder is a call of the account (ERC-2771)', () => {
    const types = { ForwardRequest: 'address from, address to, uint256 value, uint256 gas, uint256 nonce, bytes data' };
    const shown = show(types, { from: account, to: usdc, value: '0', gas: 1, nonce: 1, data: transfer }, other);
    expect(shown.changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 5n, party: other }]);
    expect(codes(shown)).toEqual(['danger signed-transaction']);
  });

  it('lets a delegate act', () => {
    expect(codes(show({ Delegation: 'address delegatee, uint256 nonce, uint256 expiry' }, { delegatee: other, nonce: 0, expiry: 1 }))).toEqual([
      'danger delegate',
    ]);
  });
});
