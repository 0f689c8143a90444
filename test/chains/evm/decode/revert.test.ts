import * as fc from 'fast-check';
import { encodeErrorResult, parseAbi, type Abi } from 'viem';
import { describe, expect, it } from 'vitest';
import { revertReason } from '../../../../src/chains/evm/decode/revert';
import { other } from './world';

const of = (data: unknown, message = 'execution reverted') => revertReason({ data, message });
const error = (signature: string, ...args: readonly unknown[]) =>
  encodeErrorResult({ abi: parseAbi([`error ${signature}`] as readonly string[]) as Abi, args });
const say = (text: string) => of(error('Error(string)', text));

describe('why a contract refuses', () => {
  it.each([
    ['its own words', error('Error(string)', 'not today'), { code: 'message', text: 'not today' }],
    [
      'words that everybody uses',
      error('Error(string)', 'ERC20: transfer amount exceeds balance'),
      { code: 'balance', text: 'ERC20: transfer amount exceeds balance' },
    ],
    [
      'a swap that slipped',
      error('Error(string)', 'UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT'),
      { code: 'price', text: 'UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT' },
    ],
    ['an overflow', error('Panic(uint256)', 0x11n), { code: 'panic-overflow', text: '0x11' }],
    ['a panic of another kind', error('Panic(uint256)', 0x51n), { code: 'panic', text: '0x51' }],
    [
      'a token without enough (ERC-6093)',
      error('ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)', other, 1n, 2n),
      { code: 'balance', text: `ERC20InsufficientBalance(${other}, 1, 2)` },
    ],
    [
      'a stranger (OpenZeppelin 5)',
      error('OwnableUnauthorizedAccount(address account)', other),
      { code: 'forbidden', text: `OwnableUnauthorizedAccount(${other})` },
    ],
    ['an error that nobody has told us of', '0xdeadbeef', { code: 'unknown', text: '0xdeadbeef' }],
    ['a known error with too little behind it', '0x08c379a0', { code: 'unknown', text: '0x08c379a0' }],
  ])('is read from %s', (_what, data, reason) => {
    expect(of(data)).toEqual(reason);
  });

  it('is found where nodes put it: in an object, behind words, or only in the message', () => {
    const data = error('Error(string)', 'no');
    expect(of({ data, message: 'x' })).toEqual({ code: 'message', text: 'no' });
    expect(of(`Reverted ${data}`)).toEqual({ code: 'message', text: 'no' });
    expect(of(undefined, 'execution reverted: caller is not the owner')).toEqual({ code: 'forbidden', text: 'caller is not the owner' });
    expect(of('0x', 'execution reverted')).toBeUndefined();
    expect(of(null, 'gas required exceeds allowance (0)')).toBeUndefined();
  });

  it('is short, and holds nothing that could reorder what stands around it', () => {
    expect(say('pay \u202eecnalab\u0000 here')?.text).toBe('pay  ecnalab  here');
    expect(say('x'.repeat(5000))?.text).toHaveLength(200);
    expect(of(`0xdeadbeef${'00'.repeat(5000)}`)?.text.length).toBeLessThan(80);
  });

  it('is nothing that a node could break the wallet with', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.uint8Array().map((bytes) => `0x08c379a0${Buffer.from(bytes).toString('hex')}`),
        ),
        fc.string(),
        (data, message) => {
          const reason = of(data, message);
          expect(reason === undefined || reason.text.length <= 200).toBe(true);
        },
      ),
    );
  });
});
