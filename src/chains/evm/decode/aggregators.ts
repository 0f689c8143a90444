import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { danger, info } from '../../warnings';
import { packedAddress, sameAddress, zeroAddress } from '../addresses';
import { isCoin, known, leaves, tokenOrCoin, type Call, type Known, type Rules } from './known';
import { kept, outcome } from './swaps';

type Swap = {
  readonly desc: {
    readonly srcToken: Address;
    readonly dstToken: Address;
    readonly dstReceiver: Address;
    readonly amount: bigint;
    readonly minReturnAmount: bigint;
  };
};

// The receiver 0 is the caller.
const receiverOf = (address: Address, call: Call): Address => (sameAddress(address, zeroAddress) ? call.caller : address);

const swap: Rules<Swap> = {
  assets: ({ desc }, call) => ({ 'desc.amount': tokenOrCoin(call, desc.srcToken), 'desc.minReturnAmount': tokenOrCoin(call, desc.dstToken) }),
  labels: { 'desc.minReturnAmount': 'minimum-received', 'desc.dstReceiver': 'to' },
  changes: ({ desc: { srcToken, amount } }, call) => (isCoin(srcToken) ? [] : leaves(call, call.caller, tokenOrCoin(call, srcToken), amount, call.to)),
  warn: ({ desc }, call) => outcome(call, receiverOf(desc.dstReceiver, call), desc.minReturnAmount),
  flows: ({ desc }, call) => kept(call, receiverOf(desc.dstReceiver, call), tokenOrCoin(call, desc.dstToken)),
};

type Uno = { readonly to?: Address | bigint; readonly token?: Address | bigint; readonly amount?: bigint; readonly minReturn: bigint };

/** Version 6 packs an address into a number, with flags above. */
const addressIn = (value: Address | bigint): Address => (typeof value === 'bigint' ? packedAddress(value) : value);

// Which token comes out only the pools tell: its least amount is a bare number.
const uno: Rules<Uno> = {
  assets: ({ token }, call): Readonly<Record<string, AssetId>> => (token === undefined ? {} : { amount: tokenOrCoin(call, addressIn(token)) }),
  changes: ({ token, amount = 0n }, call) =>
    token === undefined || isCoin(addressIn(token)) ? [] : leaves(call, call.caller, tokenOrCoin(call, addressIn(token)), amount, call.to),
  packed: ['to', 'token'],
  warn: ({ to, minReturn }, call) => [...outcome(call, to === undefined ? call.caller : addressIn(to), minReturn), info('unverified-amounts')],
};

const desc = '(address srcToken, address dstToken, address srcReceiver, address dstReceiver, uint256 amount, uint256 minReturnAmount, uint256 flags) desc';

/** 1inch's AggregationRouter V5 and V6, and what CoW Protocol's settlement is told by who trades. */
export const aggregators: readonly Known[] = [
  known(`swap(address executor, ${desc}, bytes permit, bytes data)`, { ...swap, tail: true }),
  known(`swap(address executor, ${desc}, bytes data)`, { ...swap, tail: true }),
  known('unoswap(address token, uint256 amount, uint256 minReturn, uint256[] pools)', { ...uno, tail: true }),
  known('unoswapTo(address to, address token, uint256 amount, uint256 minReturn, uint256[] pools)', { ...uno, tail: true }),
  known('uniswapV3Swap(uint256 amount, uint256 minReturn, uint256[] pools)', { ...uno, tail: true }),
  known('uniswapV3SwapTo(address to, uint256 amount, uint256 minReturn, uint256[] pools)', { ...uno, tail: true }),
  ...['', ', uint256 dex2', ', uint256 dex2, uint256 dex3'].flatMap((more, index) => {
    const count = index === 0 ? '' : `${index + 1}`;
    return [
      known(`unoswap${count}(uint256 token, uint256 amount, uint256 minReturn, uint256 dex${more})`, { ...uno, tail: true }),
      known(`unoswapTo${count}(uint256 to, uint256 token, uint256 amount, uint256 minReturn, uint256 dex${more})`, { ...uno, tail: true }),
      known(`ethUnoswap${count}(uint256 minReturn, uint256 dex${more})`, { ...uno, tail: true }),
      known(`ethUnoswapTo${count}(uint256 to, uint256 minReturn, uint256 dex${more})`, { ...uno, tail: true }),
    ];
  }),
  // A whole order by its hash alone: what is sold for how much is not in the bytes.
  known<{ readonly signed: boolean }>('setPreSignature(bytes orderUid, bool signed)', {
    warn: ({ signed }) => (signed ? [danger('blind-signing')] : []),
  }),
  known('invalidateOrder(bytes orderUid)'),
];
