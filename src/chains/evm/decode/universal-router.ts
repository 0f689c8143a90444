import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { info } from '../../warnings';
import { erc20, known, leaves, tokenOrCoin, type Call, type Known, type Rules, type Step } from './known';
import { batch, moves, movesOf, permitBatch, permitSingle, single } from './permit2';
import { assetsOf, kept, outcome, paidOut, portions, swapped, unwrapped } from './swaps';
import { tokensOf } from './uniswap-v3';
import { allActions, type Actions } from './uniswap-v4';
import { wrappedOn } from './wrapped';

type Amounts = {
  readonly recipient: Address;
  readonly amountIn?: bigint;
  readonly amountInMax?: bigint;
  readonly amountOut?: bigint;
  readonly amountOutMin?: bigint;
  readonly payerIsUser: boolean;
};
type Swap<P> = Amounts & { readonly path: P };

const swap = <P>(tokens: (path: P) => readonly Address[] | undefined, backwards: boolean): Rules<Swap<P>> => {
  const ends = ({ path, amountOut }: Swap<P>) => {
    const all = tokens(path) ?? [];
    return backwards && amountOut !== undefined ? { from: all.at(-1), to: all[0] } : { from: all[0], to: all.at(-1) };
  };
  return {
    assets: (args, call): Readonly<Record<string, AssetId>> => {
      const { from, to } = ends(args);
      return {
        ...(from && { amountIn: erc20(call, from), amountInMax: erc20(call, from) }),
        ...(to && { amountOut: erc20(call, to), amountOutMin: erc20(call, to) }),
      };
    },
    labels: { amountOut: 'minimum-received', path: 'route' },
    changes: (args, call) => {
      const { from } = ends(args);
      const { amountIn = 0n, payerIsUser } = args;
      return from && payerIsUser && amountIn > 0n && amountIn < 2n ** 255n ? leaves(call, call.caller, erc20(call, from), amountIn, call.to) : [];
    },
    warn: (args, call) => [...outcome(call, args.recipient, args.amountOut ?? args.amountOutMin ?? 0n), ...(ends(args).from ? [] : [info('not-decoded')])],
    flows: (args, call) => swapped(call, !args.payerIsUser, assetsOf(call, ends(args)), args.recipient),
  };
};

type Sum = { readonly token?: Address; readonly recipient: Address; readonly amountMin?: bigint; readonly amount?: bigint };

/** What the router holds goes to somebody. */
const paid: Rules<Sum> = {
  assets: ({ token }, call) => {
    const asset = token === undefined ? call.coin : tokenOrCoin(call, token);
    return { amountMin: asset, amount: asset };
  },
  warn: ({ recipient, amountMin, amount }, call) => outcome(call, recipient, amountMin ?? amount ?? 1n),
};

const v3 = swap<string>(tokensOf, true);
const v2 = swap<readonly Address[]>((path) => path, false);

type Plan = { readonly commands: string; readonly inputs: readonly string[] };

/** A part of what came out, in hundredths of a per cent: how sites take their fee. */
const payPortion = 0x06;

/** A command without its highest bit, which lets it fail (Universal Router, Commands.sol; older ones drop the next bit too). A name without arguments is one whose arguments are not decoded. */
const commands: Readonly<Record<number, Known>> = {
  0x00: known('V3_SWAP_EXACT_IN(address recipient, uint256 amountIn, uint256 amountOutMin, bytes path, bool payerIsUser)', v3),
  0x01: known('V3_SWAP_EXACT_OUT(address recipient, uint256 amountOut, uint256 amountInMax, bytes path, bool payerIsUser)', v3),
  0x02: known<{ readonly token: Address; readonly recipient: Address; readonly amount: bigint }>(
    'PERMIT2_TRANSFER_FROM(address token, address recipient, uint160 amount)',
    {
      assets: ({ token }, call) => ({ amount: erc20(call, token) }),
      changes: ({ token, recipient, amount }, call) => leaves(call, call.caller, erc20(call, token), amount, standsFor(recipient, call)),
      flows: ({ token, recipient }, call) => kept(call, recipient, erc20(call, token)),
    },
  ),
  0x03: known(`PERMIT2_PERMIT_BATCH(${permitBatch} permit, bytes signature)`, batch),
  0x04: known<Sum & { readonly token: Address }>('SWEEP(address token, address recipient, uint256 amountMin)', {
    ...paid,
    flows: ({ token, recipient }, call) => paidOut(call, recipient, tokenOrCoin(call, token)),
  }),
  0x05: known('TRANSFER(address token, address recipient, uint256 amount)', paid),
  [payPortion]: known('PAY_PORTION(address token, address recipient, uint256 bips)'),
  0x08: known('V2_SWAP_EXACT_IN(address recipient, uint256 amountIn, uint256 amountOutMin, address[] path, bool payerIsUser)', v2),
  0x09: known('V2_SWAP_EXACT_OUT(address recipient, uint256 amountOut, uint256 amountInMax, address[] path, bool payerIsUser)', v2),
  0x0a: known(`PERMIT2_PERMIT(${permitSingle} permit, bytes signature)`, single),
  0x0b: known<Sum>('WRAP_ETH(address recipient, uint256 amountMin)', {
    assets: (_args, call) => ({ amountMin: call.coin }),
    labels: { amountMin: 'amount' },
    warn: ({ recipient }, call) => outcome(call, recipient, 1n),
    flows: ({ recipient }, call) => {
      const token = wrappedOn(call.chain);
      return token === undefined ? [] : kept(call, recipient, erc20(call, token));
    },
  }),
  0x0c: known<Sum>('UNWRAP_WETH(address recipient, uint256 amountMin)', { ...paid, flows: ({ recipient }, call) => unwrapped(call, recipient) }),
  0x0d: known(`PERMIT2_TRANSFER_FROM_BATCH(${moves} transferDetails)`, movesOf),
  0x0e: known('BALANCE_CHECK_ERC20(address holder, address token, uint256 minBalance)'),
  0x10: known<Actions>('V4_SWAP(bytes actions, bytes[] params)', allActions),
  0x21: known<Plan>('EXECUTE_SUB_PLAN(bytes commands, bytes[] inputs)', { folds: ['commands', 'inputs'], steps: stepsOf, warn: whole }),
};

/** Uniswap's Universal Router: a program of one byte per command. */
export const universalRouter: readonly Known[] = [
  known<Plan>('execute(bytes commands, bytes[] inputs, uint256 deadline)', { folds: ['commands', 'inputs'], steps: stepsOf, warn: whole }),
  known<Plan>('execute(bytes commands, bytes[] inputs)', { folds: ['commands', 'inputs'], steps: stepsOf, warn: whole }),
];

function stepsOf({ commands: program, inputs }: Plan, call: Call): readonly Step[] {
  return codesOf(program)
    .slice(0, inputs.length)
    .map((code, index) => ({
      call: { ...call, data: inputs[index]! },
      delegate: true,
      as: commands[code] ?? known(`unknown0x${code.toString(16).padStart(2, '0')}()`),
    }));
}

const codesOf = (program: string): readonly number[] => (program.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16) & 0x7f);

// Each command has its input, or the router refuses them all.
function whole({ commands: program, inputs }: Plan) {
  return [...(program.length - 2 === 2 * inputs.length ? [] : [info('not-decoded')]), ...portions(codesOf(program), inputs, payPortion)];
}

const standsFor = (recipient: Address, call: Call): Address =>
  /^0x0{39}1$/.test(recipient) ? call.caller : /^0x0{39}2$/.test(recipient) ? call.to : recipient;
