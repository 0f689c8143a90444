import { Transaction } from 'ethers/transaction';
import { encodeFunctionData, getContractAddress, maxUint160, maxUint256, parseAbi } from 'viem';
import { describe, expect, it } from 'vitest';
import type { Draft, Preview } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { coin, ethereum } from './world';

const owner = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
const token = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const erc20 = `eip155:1/erc20:${token.toLowerCase()}`;
const other = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

function preview(fields: {
  readonly to?: string | null;
  readonly value?: bigint;
  readonly data?: string;
  readonly price?: bigint;
  readonly gas?: bigint;
}): Preview {
  const { to = token, value = 0n, data = '0x', price = 20n * 10n ** 9n, gas = 100_000n } = fields;
  const payload = Transaction.from({
    type: 2,
    chainId: 1,
    nonce: 7,
    to,
    value,
    data,
    gasLimit: gas,
    maxFeePerGas: price,
    maxPriorityFeePerGas: 1n,
  }).unsignedSerialized;
  const draft: Draft<string> = {
    chain: ethereum.id,
    from: owner,
    fee: { speed: 'normal', max: { asset: coin(ethereum), amount: gas * price }, terms: {} },
    payload,
  };
  return adapter.transactions.preview(Object.freeze(draft), ethereum);
}

const abi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function increaseAllowance(address spender, uint256 amount)',
  'function setApprovalForAll(address operator, bool approved)',
  'function transferOwnership(address owner)',
  'function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  'function safeTransferFrom(address from, address to, uint256 id)',
]);
const word = `0x${'11'.repeat(32)}` as const;
const codes = ({ warnings }: Preview) => warnings.map(({ level, code }) => `${level} ${code}`);
const row = (shown: Preview, label: string) => shown.details.find((detail) => detail.label === label)?.value;

describe('what a transaction shows', () => {
  it('names the token, the spender and the amount of an approval', () => {
    const shown = preview({ data: encodeFunctionData({ abi, functionName: 'approve', args: [other, 1_000_000n] }) });
    expect(shown.title).toBe('approve-token');
    expect(row(shown, 'contract')).toEqual({ kind: 'address', address: token });
    expect(row(shown, 'spender')).toEqual({ kind: 'address', address: other });
    expect(row(shown, 'allowance')).toEqual({ kind: 'amount', asset: erc20, amount: 1_000_000n });
    expect(codes(shown)).toEqual(['info token-allowance']);
  });

  it.each([maxUint256, maxUint256 - 1n, maxUint160, 2n ** 96n - 1n])('calls an approval of %s unlimited', (amount) => {
    for (const functionName of ['approve', 'increaseAllowance'] as const) {
      expect(codes(preview({ data: encodeFunctionData({ abi, functionName, args: [other, amount] }) }))).toEqual(['danger unlimited-approval']);
    }
    expect(codes(preview({ data: encodeFunctionData({ abi, functionName: 'permit', args: [owner, other, amount, 1n, 27, word, word] }) }))).toEqual([
      'danger unlimited-approval',
    ]);
  });

  it('has nothing against taking an approval back', () => {
    expect(codes(preview({ data: encodeFunctionData({ abi, functionName: 'approve', args: [other, 0n] }) }))).toEqual([]);
    expect(codes(preview({ data: encodeFunctionData({ abi, functionName: 'setApprovalForAll', args: [other, false] }) }))).toEqual([]);
  });

  it('alarms about everything of a collection, and about giving a contract away', () => {
    expect(codes(preview({ data: encodeFunctionData({ abi, functionName: 'setApprovalForAll', args: [other, true] }) }))).toEqual(['danger approval-for-all']);
    expect(codes(preview({ data: encodeFunctionData({ abi, functionName: 'transferOwnership', args: [other] }) }))).toEqual(['danger ownership-change']);
  });

  it('tells a token transfer from a coin transfer', () => {
    const shown = preview({ data: encodeFunctionData({ abi, functionName: 'transfer', args: [other, 5n] }) });
    const leaves = { direction: 'out', asset: erc20, amount: 5n, party: other };
    expect([shown.title, shown.changes, codes(shown)]).toEqual(['send', [leaves], []]);
    const both = preview({ data: encodeFunctionData({ abi, functionName: 'transfer', args: [other, 5n] }), value: 1n });
    expect([both.title, both.changes]).toEqual(['contract-call', [{ direction: 'out', asset: coin(ethereum), amount: 1n, party: token }, leaves]]);
    expect(row(shown, 'to')).toEqual({ kind: 'address', address: other });
    expect(row(shown, 'method')).toEqual({ kind: 'text', text: 'transfer(address,uint256)' });
  });

  it.each([
    ['an unknown selector', '0xdeadbeef'],
    ['a selector without its arguments', '0x095ea7b3'],
    ['bytes behind the arguments', `${encodeFunctionData({ abi, functionName: 'approve', args: [other, 1n] })}00`],
    [
      'an address with dirty upper bytes',
      encodeFunctionData({ abi, functionName: 'approve', args: [other, 1n] }).replace('0x095ea7b3' + '00', '0x095ea7b3' + 'ff'),
    ],
    ['less than a selector', '0x09'],
  ])('calls %s unknown, and shows the bytes', (_what, data) => {
    const shown = preview({ data, value: 1n });
    expect([shown.title, codes(shown)]).toEqual(['contract-call', ['info unknown-contract-call']]);
    expect(row(shown, 'data')).toEqual({ kind: 'bytes', hex: data.slice(2) });
    expect(shown.changes).toEqual([{ direction: 'out', asset: coin(ethereum), amount: 1n, party: token }]);
  });

  it('knows a contract that is made', () => {
    const shown = preview({ to: null, data: '0x6000' });
    expect([shown.title, row(shown, 'data')]).toEqual(['contract-creation', { kind: 'bytes', hex: '6000' }]);
    expect(row(shown, 'contract')).toEqual({ kind: 'address', address: getContractAddress({ from: owner, nonce: 7n }) });
  });

  it('alarms about a fee that nobody means', () => {
    expect(codes(preview({ to: other, price: 10n ** 13n, gas: 21_000n }))).toEqual(['danger high-fee']);
    expect(codes(preview({ to: other, price: 10n ** 10n, gas: 21_000n }))).toEqual([]);
    expect(codes(preview({ to: other, price: 10n ** 11n, gas: 5_000_000n }))).toEqual(['danger high-fee']);
  });
});
