import { decodeFunctionData, encodeAbiParameters, encodeFunctionResult, multicall3Abi, toFunctionSelector, type Hex } from 'viem';
import type { ChainContext, Intent, Signed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { ether, ethereum, person, transfer } from '../../chains/evm/world';
import { contextOn, startNode, type Node, type Question, type Reply } from './liar';

export const alice = person('01'.repeat(32));
const bob = person('02'.repeat(32));
export const token = '0x00000000000000000000000000000000000070c0';
export const height = 1_000_000;
const gwei = 10n ** 9n;
export const legacy: EvmNetwork = { ...ethereum, fees: 'legacy' };
export const hex = (value: bigint | number): Hex => `0x${value.toString(16)}`;
const word = (value: bigint) => encodeAbiParameters([{ type: 'uint256' }], [value]);
const string = (value: string) => encodeAbiParameters([{ type: 'string' }], [value]);
const intent = transfer(ethereum, alice, bob.address, ether);

/** What an honest node of Ethereum says of a rich account that never sent anything, and of a token. */
const honest: Readonly<Record<string, Json>> = {
  eth_chainId: '0x1',
  eth_blockNumber: hex(height),
  eth_getBlockByNumber: { number: hex(height), hash: hex(2n ** 255n), timestamp: '0x68000000', baseFeePerGas: hex(gwei), transactions: [] },
  eth_getBalance: hex(10n * ether),
  eth_getTransactionCount: '0x0',
  eth_gasPrice: hex(2n * gwei),
  eth_maxPriorityFeePerGas: hex(gwei),
  eth_feeHistory: { oldestBlock: '0x1', baseFeePerGas: [hex(gwei), hex(gwei)], gasUsedRatio: [0.5], reward: [['0x1', '0x2', '0x3']] },
  eth_estimateGas: '0x5208',
  eth_getTransactionReceipt: null,
  eth_getTransactionByHash: null,
  eth_getCode: '0x',
  eth_getLogs: [],
  eth_sendRawTransaction: `0x${'00'.repeat(32)}`,
};
const tokenSays: Readonly<Record<string, Hex>> = {
  'function symbol()': string('TKN'),
  'function name()': string('Token'),
  'function decimals()': word(18n),
  'function totalSupply()': word(ether),
  'function balanceOf(address)': word(ether),
};
const selectors = new Map(
  Object.entries(tokenSays).map(([signature, answer]) => [toFunctionSelector(signature), { name: /\w+(?=\()/.exec(signature)![0], answer }]),
);

export type Lies = Readonly<Record<string, (question: Question) => Reply>>;

/** An honest node, but for some methods; `eth_call:name` lies for one function of a contract. It is one of those that only know Multicall3. */
export const node = (lies: Lies) =>
  startNode((question) => {
    const { method } = question;
    const lie = lies['any'] ?? (Object.hasOwn(lies, method) ? lies[method] : undefined);
    if (lie) return lie(question);
    if (method === 'eth_call') return { result: called(question, lies) };
    if (!Object.hasOwn(honest, method)) throw new NodeError(-32601, 'the method does not exist');
    return { result: honest[method]! };
  });

function called(question: Question, lies: Lies): Json {
  const [{ to, data }] = question.params as readonly [{ readonly to?: string; readonly data: Hex }];
  if (to === undefined) throw new NodeError(-32000, 'a call needs a contract');
  const answerOf = (input: Hex): Hex | undefined => {
    const known = selectors.get(input.slice(0, 10) as Hex);
    const lie = known && lies[`eth_call:${known.name}`];
    if (!lie) return input.startsWith(toFunctionSelector('function getEthBalance(address)')) ? word(10n * ether) : known?.answer;
    const reply = lie(question);
    return 'body' in reply ? (JSON.parse(reply.body) as { readonly result: Hex }).result : undefined;
  };
  const { args } = decodeFunctionData({ abi: multicall3Abi, data });
  const results = (args[0] as readonly { readonly callData: Hex }[]).map(({ callData }) => {
    const returnData = answerOf(callData);
    return { success: returnData !== undefined, returnData: returnData ?? '0x' };
  });
  return encodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', result: results });
}

export type Context = ChainContext<EvmNetwork>;
export async function withNodes<T>(lies: readonly Lies[], run: (context: Context, nodes: readonly Node[]) => Promise<T>): Promise<T> {
  const nodes = await Promise.all(lies.map(node));
  try {
    return await run(
      await contextOn<Context>(
        adapter,
        ethereum,
        nodes.map(({ url }) => url),
      ),
      nodes,
    );
  } finally {
    await Promise.all(nodes.map(({ stop }) => stop()));
  }
}

export const balance = async (context: Context) => (await adapter.assets.native(context, alice.address)).amount;

export async function draft(context: Context, wanted: Intent = intent) {
  const options = await adapter.fees.quote(context, wanted);
  return adapter.transactions.build(
    context,
    wanted,
    options.find(({ speed }) => speed === 'normal')!,
  );
}

export async function signedWith(nonce: number): Promise<Signed> {
  return withNodes([{ eth_getTransactionCount: () => ({ result: hex(nonce) }) }], async (context) =>
    adapter.transactions.sign(await draft(context), ethereum, alice.signers),
  );
}
