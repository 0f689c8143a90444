import {
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  maxUint160,
  maxUint256,
  parseAbi,
  parseAbiParameters,
  toFunctionSelector,
  type Abi,
} from 'viem';
import { FunctionFragment } from 'ethers/abi';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCall } from '../../../../src/chains/evm/decode/call';
import { vocabulary } from '../../../../src/chains/evm/decode/vocabulary';
import { account, codes, coin, other, router, rows, say, token, usdc, weth } from './world';

// viem writes what the wallet reads: a mistake would have to be made twice.
const encode = (signature: string, ...args: readonly unknown[]) =>
  encodeFunctionData({ abi: parseAbi([`function ${signature}`] as readonly string[]) as Abi, args });

const word = `0x${'11'.repeat(32)}`;
const bayc = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D';
const multicall3 = '0xcA11bde05977b3631167028862bE2a173976CA11';
const permit2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const safe = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

describe('the vocabulary', () => {
  it.each([
    // ERC-20, ERC-2612, ERC-721, ERC-1155, WETH9
    '0xa9059cbb 0x23b872dd 0x095ea7b3 0x39509351 0xa457c2d7 0xd505accf 0x8fcbaf0c 0x4000aea0 0xa22cb465 0x42842e0e 0xb88d4fde 0xf242432a 0x2eb2c2d6 0xd0e30db0 0x2e1a7d4d',
    // Permit2
    '0x87517c45 0x2b67b570 0x2a2d80d1 0x36c78516 0x0d58b1db 0x30f28b7a 0xedd9444b 0x137c29fe 0xfe8ec1a7 0xcc53287f',
    // Multicall2, Multicall3, and multicall of Uniswap's periphery
    '0x252dba42 0xbce38bd7 0x82ad56cb 0x174dea71 0xc3077fa9 0x399542e9 0xac9650d8 0x5ae401dc 0x1f0464d1',
    // UniswapV2Router02
    '0x38ed1739 0x8803dbee 0x7ff36ab5 0xfb3bdb41 0x18cbafe5 0x4a25d94a 0x5c11d795 0xb6f9de95 0x791ac947 0xe8e33700 0xf305d719 0xbaa2abde 0x02751cec 0x2195995c 0xded9382a 0xaf2979eb 0x5b0d5984',
    // SwapRouter, SwapRouter02
    '0x414bf389 0x04e45aaf 0xdb3e2198 0x5023b4df 0xc04b8d59 0xb858183f 0xf28c0498 0x09b81346 0x472b43f3 0x42712a67 0x49404b7c 0x49616997 0xdf2ab5bb 0xe90a182f 0x12210e8a 0x1c58db4f 0xf2d5d56b 0xf3995c67 0x4659a494',
    // Universal Router, Safe, Seaport
    '0x3593564c 0x24856bc3 0x6a761202 0x8d80ff0a 0x0d582f13 0xf8dc5dd9 0xe318b52b 0x694e80c3 0x610b5925 0xe19a9dd9 0xf08a0323 0xfb0f3ee1 0x00000000 0xb3a34c4c 0xe7acab24 0xed98a574 0x87201b41 0xa8174404 0xf2d12b12 0xfd9f1e10 0x5b34b966',
    // ERC-4337 0.6 and 0.7, accounts, ERC-2771, Ownable, proxies
    '0x1fad948c 0x765e827f 0xb61d27f6 0x18dfb3c7 0x47e1da2a 0x34fcd5be 0xe9ae5c53 0x47153f82 0xf2fde38b 0x715018a6 0x3659cfe6 0x4f1ef286 0x99a88ec4 0x9623609d 0x8f283970 0x2f2ff15d',
  ])('knows the selectors that the standards and the deployed contracts have: %s', (expected) => {
    const known = new Set(vocabulary.map(({ signature }) => FunctionFragment.from(`function ${signature}`).selector));
    expect(expected.split(' ').filter((selector) => !known.has(selector))).toEqual([]);
  });

  it('names every function once, with a name for each argument', () => {
    const fragments = vocabulary.map(({ signature }) => FunctionFragment.from(`function ${signature}`));
    expect(new Set(fragments.map(({ selector }) => selector)).size).toBe(fragments.length);
    for (const { inputs } of fragments) expect(inputs.every(({ name }) => name !== '')).toBe(true);
    // viem reads the signatures the same.
    for (const { selector, format } of fragments.map((fragment) => ({ selector: fragment.selector, format: fragment.format('sighash') })))
      expect(toFunctionSelector(format)).toBe(selector);
  });
});

describe('what a token call says', () => {
  it('names what leaves the account, and nothing that leaves another', () => {
    expect(say(encode('transferFrom(address,address,uint256)', account, other, 7n)).changes).toEqual([
      { direction: 'out', asset: token(usdc), amount: 7n, party: other },
    ]);
    expect(say(encode('transferFrom(address,address,uint256)', other, account, 7n)).changes).toEqual([]);
  });

  it('names the piece of a collection, and the units of one', () => {
    const one = say(encode('safeTransferFrom(address,address,uint256)', account, other, 771769n), { to: bayc });
    expect(one.changes).toEqual([{ direction: 'out', asset: `eip155:1/erc721:${bayc.toLowerCase()}/771769`, amount: 1n, party: other }]);
    const batch = say(encode('safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)', account, other, [1n, 2n], [10n, 20n], '0x'), { to: bayc });
    expect(batch.changes.map(({ asset, amount }) => [asset, amount])).toEqual([
      [`eip155:1/erc1155:${bayc.toLowerCase()}/1`, 10n],
      [`eip155:1/erc1155:${bayc.toLowerCase()}/2`, 20n],
    ]);
  });

  it('alarms about tokens that nobody would ever see again', () => {
    expect(codes(say(encode('transfer(address,uint256)', usdc, 1n)))).toEqual(['danger burned-coins']);
    expect(codes(say(encode('transfer(address,uint256)', `0x${'0'.repeat(40)}`, 1n)))).toEqual(['danger burned-coins']);
  });

  it('says that a permit of DAI is for all of it', () => {
    const permit = 'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)';
    expect(codes(say(encode(permit, account, other, 0n, 0n, true, 27, word, word)))).toEqual(['danger unlimited-approval']);
    expect(codes(say(encode(permit, account, other, 0n, 0n, false, 27, word, word)))).toEqual([]);
  });

  it('believes of deposit and withdraw only the wrapped coins that it knows', () => {
    const wrap = say(encode('deposit()'), { to: weth, value: 5n });
    expect(wrap.changes).toEqual([{ direction: 'in', asset: token(weth), amount: 5n }]);
    const unwrap = say(encode('withdraw(uint256)', 5n), { to: weth });
    expect(unwrap.changes).toEqual([
      { direction: 'out', asset: token(weth), amount: 5n },
      { direction: 'in', asset: coin, amount: 5n },
    ]);
    expect(say(encode('deposit()'), { to: other, value: 5n }).changes).toEqual([]);
    expect(say(encode('withdraw(uint256)', 5n), { to: other }).changes).toEqual([]);
  });

  it('writes an allowance without end as one', () => {
    const [allowance] = rows(say(encode('approve(address,uint256)', other, maxUint256)), 'allowance');
    expect(allowance).toEqual({ kind: 'amount', asset: token(usdc), amount: maxUint256, unlimited: true });
  });
});

describe('what Permit2 is told', () => {
  const details = { token: usdc, amount: maxUint160, expiration: 1_900_000_000, nonce: 0 };
  const struct = '(address token, uint160 amount, uint48 expiration, uint48 nonce)';

  it('names the token, who may spend it, how much and until when', () => {
    const said = say(
      encode(
        `permit(address owner, (${struct} details, address spender, uint256 sigDeadline) permitSingle, bytes signature)`,
        account,
        { details, spender: other, sigDeadline: 1n },
        '0x',
      ),
      {
        to: permit2,
      },
    );
    expect([said.title, codes(said)]).toEqual(['approve-token', ['danger unlimited-approval']]);
    expect(rows(said, 'token')).toEqual([usdc]);
    expect(rows(said, 'spender')).toEqual([other]);
    expect(rows(said, 'allowance')).toEqual([{ kind: 'amount', asset: token(usdc), amount: maxUint160, unlimited: true }]);
    expect(rows(said, 'expires-at')[0]).toEqual({ kind: 'time', at: 1_900_000_000_000 });
  });

  it('names each token of a batch', () => {
    const signature = `permit(address owner, (${struct}[] details, address spender, uint256 sigDeadline) permitBatch, bytes signature)`;
    const said = say(encode(signature, account, { details: [details, { ...details, token: weth, amount: 5n }], spender: other, sigDeadline: 1n }, '0x'), {
      to: permit2,
    });
    expect(codes(said)).toEqual(['danger unlimited-approval', 'info token-allowance']);
    expect(rows(said, 'allowance')).toMatchObject([{ asset: token(usdc) }, { asset: token(weth), amount: 5n }]);
  });

  it('names what a one-time permit moves, of its owner only', () => {
    const signature =
      'permitTransferFrom(((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit, (address to, uint256 requestedAmount) transferDetails, address owner, bytes signature)';
    const of = (owner: string) =>
      say(encode(signature, { permitted: { token: usdc, amount: 9n }, nonce: 0n, deadline: 1n }, { to: other, requestedAmount: 8n }, owner, '0x'), {
        to: permit2,
      }).changes;
    expect(of(account)).toEqual([{ direction: 'out', asset: token(usdc), amount: 8n, party: other }]);
    expect(of(other)).toEqual([]);
  });
});

describe('calls within calls', () => {
  const approve = encode('approve(address,uint256)', other, maxUint256);
  const aggregate = '((address target, bool allowFailure, bytes callData)[] calls)';

  it('are decoded one after the other, and unknown ones shown as unknown with their bytes', () => {
    const calls = [
      { target: usdc, allowFailure: false, callData: approve },
      { target: weth, allowFailure: true, callData: '0xdeadbeef' },
    ];
    const said = say(encode(`aggregate3${aggregate}`, calls), { to: multicall3 });
    expect(rows(said, 'call')).toEqual(['1 approve(address,uint256)', '2 0xdeadbeef']);
    expect(rows(said, 'contract')).toEqual([multicall3, usdc, weth]);
    expect(rows(said, 'data')).toEqual([{ kind: 'bytes', hex: 'deadbeef' }]);
    expect(codes(said)).toEqual(['danger unlimited-approval', 'info unknown-contract-call']);
    expect(said.details.filter(({ depth }) => depth === 1)).toHaveLength(said.details.length - 2);
  });

  it('move what belongs to their caller: a multicall contract has nothing of the account', () => {
    const calls = [{ target: usdc, allowFailure: false, callData: encode('transfer(address,uint256)', other, 5n) }];
    expect(say(encode(`aggregate3${aggregate}`, calls), { to: multicall3 }).changes).toEqual([]);
    const pull = [{ target: usdc, allowFailure: false, callData: encode('transferFrom(address,address,uint256)', account, other, 5n) }];
    expect(say(encode(`aggregate3${aggregate}`, pull), { to: multicall3 }).changes).toEqual([
      { direction: 'out', asset: token(usdc), amount: 5n, party: other },
    ]);
  });

  it('show the coins that each of them sends', () => {
    const signature = 'aggregate3Value((address target, bool allowFailure, uint256 value, bytes callData)[] calls)';
    const said = say(encode(signature, [{ target: other, allowFailure: false, value: 3n, callData: '0x' }]), { to: multicall3, value: 3n });
    expect([rows(said, 'call'), rows(said, 'amount'), said.changes]).toEqual([['1 receive()'], [{ kind: 'amount', asset: coin, amount: 3n }], []]);
  });

  it('end at a depth and a number that somebody could still read', () => {
    const deep = Array.from({ length: 12 }).reduce<string>((data) => encode('multicall(bytes[])', [data]), approve);
    const said = say(deep, { to: other });
    expect(codes(said)).toContain('info unknown-contract-call');
    expect(Math.max(...said.details.map(({ depth }) => depth ?? 0))).toBe(7);
    const wide = say(encode('multicall(bytes[])', new Array(5000).fill('0x12065fe0')), { to: other });
    expect(rows(wide, 'call')).toHaveLength(64);
    expect(codes(wide)).toEqual(['info not-decoded', 'info unknown-contract-call']);
  });

  it('cannot be made to unfold without end', () => {
    // Each level holds the one below twice.
    const tree = Array.from({ length: 9 }).reduce<string>((data) => encode('multicall(bytes[])', [data, data]), approve);
    const started = performance.now();
    const said = say(tree, { to: other });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(said.details.length).toBeLessThanOrEqual(400);
    expect(codes(said)).toContain('info not-decoded');
  });
});

describe('what a Safe is told', () => {
  const exec = 'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)';
  const zero = `0x${'0'.repeat(40)}`;
  const run = (to: string, data: string, operation: number) => say(encode(exec, to, 0n, data, operation, 0n, 0n, 0n, zero, zero, '0x'), { to: safe });

  it('decodes the call, and alarms about code that acts as the Safe (as in the theft from Bybit, 2025)', () => {
    const call = encode('transfer(address,uint256)', account, 5n);
    const said = run(usdc, call, 0);
    expect([rows(said, 'call'), codes(said), said.changes]).toEqual([['1 transfer(address,uint256)'], [], []]);
    const stolen = run('0x96221423681A6d52E184D440a8eFCEbB105C7242', call, 1);
    expect(codes(stolen)).toEqual(['danger permission-change', 'info unknown-contract-call']);
    expect(rows(stolen, 'contract')).toEqual([safe, '0x96221423681A6d52E184D440a8eFCEbB105C7242']);
  });

  it("reads the packed calls of Safe's own MultiSend", () => {
    const approve = encode('approve(address,uint256)', other, 5n);
    const one = (operation: number, to: string, data: string) =>
      encodePacked(
        ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
        [operation, to as `0x${string}`, 0n, BigInt(data.length / 2 - 1), data as `0x${string}`],
      );
    const both = `${one(0, usdc, approve)}${one(0, safe, encode('addOwnerWithThreshold(address,uint256)', other, 1n)).slice(2)}`;
    const multiSend = '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D';
    const said = run(multiSend, encode('multiSend(bytes)', both), 1);
    expect(rows(said, 'call')).toEqual(['1 multiSend(bytes)', '1.1 approve(address,uint256)', '1.2 addOwnerWithThreshold(address,uint256)']);
    expect(codes(said)).toEqual(['danger permission-change', 'info token-allowance']);
    expect(codes(run(multiSend, encode('multiSend(bytes)', one(1, usdc, approve)), 1))).toEqual(['danger permission-change', 'info unknown-contract-call']);
    expect(codes(run(multiSend, encode('multiSend(bytes)', `${both}00`), 1))).toContain('info unknown-contract-call');
  });
});

describe('what account contracts are told', () => {
  const execute = encode('execute(address,uint256,bytes)', usdc, 0n, encode('transfer(address,uint256)', other, 5n));
  const operation = { sender: account, nonce: 0n, initCode: '0x', callData: execute, preVerificationGas: 1n, paymasterAndData: '0x', signature: '0x' };

  it('decodes what each user operation does (ERC-4337, entry points 0.6 and 0.7)', () => {
    const v6 =
      'handleOps((address sender, uint256 nonce, bytes initCode, bytes callData, uint256 callGasLimit, uint256 verificationGasLimit, uint256 preVerificationGas, uint256 maxFeePerGas, uint256 maxPriorityFeePerGas, bytes paymasterAndData, bytes signature)[] ops, address beneficiary)';
    const v7 =
      'handleOps((address sender, uint256 nonce, bytes initCode, bytes callData, bytes32 accountGasLimits, uint256 preVerificationGas, bytes32 gasFees, bytes paymasterAndData, bytes signature)[] ops, address beneficiary)';
    const old = { ...operation, callGasLimit: 1n, verificationGasLimit: 1n, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n };
    for (const data of [encode(v6, [old], other), encode(v7, [{ ...operation, accountGasLimits: word, gasFees: word }], other)]) {
      const said = say(data, { to: '0x0000000071727De22E5E9d8BAf0edAc6f37da032' });
      expect(rows(said, 'call')).toEqual(['1 execute(address,uint256,bytes)', '1.1 transfer(address,uint256)']);
      // The account is its own contract here (EIP-7702): it is the caller of the transfer.
      expect(said.changes).toEqual([{ direction: 'out', asset: token(usdc), amount: 5n, party: other }]);
    }
  });

  it('reads both forms of ERC-7579', () => {
    const transfer = encode('transfer(address,uint256)', other, 5n) as `0x${string}`;
    const one = say(encode('execute(bytes32,bytes)', `0x${'0'.repeat(64)}`, encodePacked(['address', 'uint256', 'bytes'], [usdc, 1n, transfer])), {
      to: other,
    });
    expect([rows(one, 'call'), rows(one, 'contract').at(-1)]).toEqual([['1 transfer(address,uint256)'], usdc]);
    const calls = encodeAbiParameters(parseAbiParameters('(address target, uint256 value, bytes callData)[]'), [
      [{ target: usdc, value: 0n, callData: transfer }],
    ]);
    expect(rows(say(encode('execute(bytes32,bytes)', `0x01${'0'.repeat(62)}`, calls), { to: other }), 'call').at(-1)).toBe('1.1 transfer(address,uint256)');
    expect(codes(say(encode('execute(bytes32,bytes)', `0xff${'0'.repeat(62)}`, transfer), { to: other }))).toEqual(['info unknown-contract-call']);
  });

  it('alarms about new code for a contract', () => {
    expect(codes(say(encode('upgradeTo(address)', other)))).toEqual(['danger code-change']);
    const said = say(encode('upgradeToAndCall(address,bytes)', other, encode('transferOwnership(address)', other)));
    expect([rows(said, 'new-code'), rows(said, 'new-owner'), codes(said)]).toEqual([[other], [other], ['danger code-change', 'danger ownership-change']]);
  });
});

describe('hostile calldata', () => {
  it('never throws, never lasts, and never leaves the account out of sight', () => {
    const selectors = vocabulary.map(({ signature }) => FunctionFragment.from(`function ${signature}`).selector.slice(2));
    const words = fc.oneof(
      fc.bigInt({ min: 0n, max: 640n }).map((value) => (value * 32n).toString(16).padStart(64, '0')),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      fc.constantFrom(...selectors).map((selector) => selector.padEnd(64, '0')),
      fc.constant('f'.repeat(64)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...selectors), fc.array(words, { maxLength: 40 }), fc.nat(31), (selector, body, cut) => {
        const data = `0x${selector}${body.join('')}${'00'.repeat(cut)}`;
        const effect = describeCall({ chain: 'eip155:1', coin, account, caller: account, to: router, value: 0n, data });
        for (const { asset, amount } of effect?.changes ?? []) {
          expect(asset).toMatch(/^eip155:1\//);
          expect(amount).toBeGreaterThanOrEqual(0n);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is only what its one encoding says: a changed byte changes what is shown, or makes it unknown', () => {
    const honest = encode('multicall(bytes[])', [encode('transfer(address,uint256)', other, 5n), encode('approve(address,uint256)', other, 7n)]);
    const before = JSON.stringify(say(honest, { to: other }), (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    fc.assert(
      fc.property(fc.nat(honest.length / 2 - 2), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(honest.slice(2), 'hex');
        bytes[at]! ^= flip;
        const after = JSON.stringify(say(`0x${bytes.toString('hex')}`, { to: other }), (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
        expect(after).not.toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});
