import { Interface } from 'ethers/abi';
import type { Address } from '../../src/chains/adapter';
import type { Json } from '../../src/core/json';
import type { EvmChain } from '../devnet/evm';
import compiled from './compiled.json' with { type: 'json' };

export type ContractName = Exclude<keyof typeof compiled, 'compiler'>;

const constructors = new Interface(['constructor(string name, string symbol, uint8 decimals)']);

/** Puts one of the contracts beside this file on a local chain, and says where it is. Erc20 has three arguments: name, symbol, decimals. */
export async function deploy(chain: Pick<EvmChain, 'rpc'>, name: ContractName, ...args: readonly (string | number)[]): Promise<Address> {
  return put(chain, `0x${compiled[name]}${args.length > 0 ? constructors.encodeDeploy(args).slice(2) : ''}`);
}

/** Puts any contract on a local chain: its creation code, with the arguments after it. */
export async function put(chain: Pick<EvmChain, 'rpc'>, code: string): Promise<Address> {
  return String((await sent(chain, { data: code }))['contractAddress']);
}

/** Calls a function of a contract from an account of the node's own, or from any address that the node may pretend to be. */
export async function call(chain: Pick<EvmChain, 'rpc'>, contract: Address, signature: string, args: readonly unknown[], from?: Address): Promise<void> {
  const abi = new Interface([`function ${signature}`]);
  if (from !== undefined) await chain.rpc('anvil_impersonateAccount', [from]);
  await sent(chain, { to: contract, data: abi.encodeFunctionData(abi.fragments[0]! as never, args as unknown[]), ...(from !== undefined && { from }) });
  if (from !== undefined) await chain.rpc('anvil_stopImpersonatingAccount', [from]);
}

/** Reads one number. */
export async function numberFrom(chain: Pick<EvmChain, 'rpc'>, contract: Address, signature: string, args: readonly unknown[]): Promise<bigint> {
  const abi = new Interface([`function ${signature}`]);
  const data = abi.encodeFunctionData(abi.fragments[0]! as never, args as unknown[]);
  return BigInt(String(await chain.rpc('eth_call', [{ to: contract, data }, 'latest'])));
}

/** Sends from an account of the node's own where none is named, and gives the receipt. */
export async function sent(chain: Pick<EvmChain, 'rpc'>, transaction: { readonly [field: string]: Json }): Promise<{ readonly [field: string]: Json }> {
  const [own] = (await chain.rpc('eth_accounts')) as readonly string[];
  const hash = await chain.rpc('eth_sendTransaction', [{ from: own!, gas: '0x989680', gasPrice: '0x2540be400', ...transaction }]);
  for (const deadline = performance.now() + 20_000; performance.now() < deadline;) {
    const receipt = (await chain.rpc('eth_getTransactionReceipt', [hash])) as { readonly [field: string]: Json } | null;
    if (receipt?.['status'] === '0x1') return receipt;
    if (receipt) throw new Error('reverted');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('never mined');
}
