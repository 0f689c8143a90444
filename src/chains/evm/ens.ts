import { Interface } from 'ethers/abi';
import { referenceOf } from '../../core/caip';
import { NodeError, WalletError } from '../../core/errors';
import type { Address } from '../adapter';
import { checksummed, sameAddress, zeroAddress } from './addresses';
import { dnsEncode, namehash, normalise } from './ens-name';
import type { EvmNetwork } from './networks';
import { isAboutTheNode, type Context } from './node';

/** EIP-137: the same on Ethereum and its test networks. */
const registry = '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e';

const abi = new Interface([
  'function resolver(bytes32 node) view returns (address)',
  'function supportsInterface(bytes4 id) view returns (bool)',
  'function addr(bytes32 node) view returns (address)',
  'function addr(bytes32 node, uint256 coinType) view returns (bytes)',
  'function name(bytes32 node) view returns (string)',
  'function resolve(bytes name, bytes data) view returns (bytes)',
]);

/** ENSIP-10. */
const extendedResolver = '0x9061b923';
/** ERC-3668: `OffchainLookup(address,string[],bytes,bytes4,bytes)`. The name is kept at a host of its owner's, which would learn who asks. */
const offchainLookup = '0x556f1830';

/**
 * The address that a name stands for on `network`. `context` is of the chain that keeps the names. Throws `recipient/name-invalid`,
 * `recipient/name-unknown`, `recipient/name-offchain`, `network/*`.
 */
export async function resolve(context: Context, text: string, network: EvmNetwork): Promise<Address> {
  const name = normalise(text);
  const ask = await resolverOf(context, name);
  for (const [method, args] of records(network, namehash(name))) {
    const address = addressIn(await ask(method, args));
    if (address) return address;
  }
  throw new WalletError('recipient/name-unknown');
}

/** The name that an address calls itself by, if that name stands for this address in turn (ENSIP-3). */
export async function reverse(context: Context, address: Address): Promise<string | undefined> {
  try {
    const own = `${address.slice(2).toLowerCase()}.addr.reverse`;
    const said: unknown = (await (await resolverOf(context, own))('name(bytes32)', [namehash(own)]))?.[0];
    // A name in another spelling than its one is an imitation of somebody's.
    if (typeof said !== 'string' || normalise(said) !== said) return undefined;
    return sameAddress(await resolve(context, said, context.network), address) ? said : undefined;
  } catch (error) {
    if (error instanceof WalletError && error.code.startsWith('recipient/')) return undefined;
    throw error;
  }
}

type Record = readonly [method: string, args: readonly unknown[]];
type Answer = readonly unknown[] | undefined;

/** ENSIP-9, 11 and 19: of this chain, of any EVM chain, and last of Ethereum, where most names have their only one. */
function records({ id }: EvmNetwork, node: string): readonly Record[] {
  const chain = BigInt(referenceOf(id));
  const ethereum: Record = ['addr(bytes32)', [node]];
  const anyChain = 0x8000_0000n;
  if (chain === 1n || chain >= anyChain) return [ethereum];
  return [['addr(bytes32,uint256)', [node, anyChain | chain]], ['addr(bytes32,uint256)', [node, anyChain]], ethereum];
}

/** Finds who answers for a name: its own resolver, or a wildcard one of a name above it (ENSIP-10). */
async function resolverOf(context: Context, name: string): Promise<(method: string, args: readonly unknown[]) => Promise<Answer>> {
  for (let above = name; above !== ''; above = above.slice(above.indexOf('.') + 1 || above.length)) {
    const [resolver] = (await call(context, registry, 'resolver', [namehash(above)])) ?? [];
    if (typeof resolver !== 'string' || resolver === zeroAddress) continue;
    const extended = (await call(context, resolver, 'supportsInterface', [extendedResolver]))?.[0] === true;
    if (extended) {
      return async (method, args) => {
        const [bytes] = (await call(context, resolver, 'resolve', [dnsEncode(name), abi.encodeFunctionData(method, args)])) ?? [];
        return read(method, bytes);
      };
    }
    if (above === name) return (method, args) => call(context, resolver, method, args);
    break;
  }
  throw new WalletError('recipient/name-unknown');
}

/** Undefined for a contract that refuses, or answers nothing that could be read. */
async function call(context: Context, to: Address, method: string, args: readonly unknown[]): Promise<Answer> {
  try {
    return read(method, await context.transport.request('eth_call', [{ to, data: abi.encodeFunctionData(method, args) }, 'latest']));
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    if (isAboutTheNode(error)) throw new WalletError('network/bad-response', {}, { cause: error });
    if (revertOf(error).startsWith(offchainLookup)) throw new WalletError('recipient/name-offchain');
    return undefined;
  }
}

function read(method: string, data: unknown): Answer {
  try {
    return typeof data === 'string' && data.length <= 20_000 ? [...abi.decodeFunctionResult(method, data)] : undefined;
  } catch {
    return undefined;
  }
}

const revertOf = ({ data }: NodeError): string => (typeof data === 'string' ? data : '');

function addressIn(answer: Answer): Address | undefined {
  const said = answer?.[0];
  return typeof said === 'string' && /^0x[0-9a-fA-F]{40}$/.test(said) && !/^0x0{40}$/.test(said) ? checksummed(said.toLowerCase()) : undefined;
}
