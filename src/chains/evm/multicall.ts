import { Interface } from 'ethers/abi';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Transport } from '../adapter';
import type { Context } from './node';

/** `data`: calldata, 0x hex. */
export type Call = { readonly to: Address; readonly data: string };

/** 0x hex of exactly what the contract returned, or undefined where it failed or returned more than was asked for. */
export type Answer = string | undefined;

/**
 * `native`: wei of the owner, in the same block. `code`: what stands at the owner's address, or its first 32 bytes; absent where the program
 * was not run.
 */
export type Reading = { readonly native: bigint; readonly code?: string; readonly answers: readonly Answer[] };

/**
 * Many calls in one request. They are run by a program that exists only in the question (`eth_call` of a contract creation): it needs
 * nothing deployed, and gives each call only so much gas and so much room that a hostile contract spoils no answer but its own. Where
 * a node will not run it (zkSync has another machine), Multicall3 does it. `size`: bytes of an answer, a multiple of 32.
 */
export async function callMany(context: Context, owner: Address, calls: readonly Call[], size: number): Promise<Reading> {
  const most = Math.max(1, Math.min(mostCalls, Math.floor((largestAnswer - 96) / (32 + size))));
  const chunks =
    calls.length === 0 ? [[]] : Array.from({ length: Math.ceil(calls.length / most) }, (_, index) => calls.slice(index * most, (index + 1) * most));
  const readings: Reading[] = [];
  // One after the other: a public node counts requests per second.
  for (const chunk of chunks) readings.push(await readChunk(context, owner, chunk, size));
  return { ...readings[0]!, answers: readings.flatMap(({ answers }) => answers) };
}

const mostCalls = 250;
/** EIP-170: what a creation returns is taken for code, of at most this many bytes. */
const largestAnswer = 24_576;

/** Roads whose nodes did not run the program, until the worker stops. */
const needMulticall = new WeakSet<Transport>();

async function readChunk(context: Context, owner: Address, calls: readonly Call[], size: number): Promise<Reading> {
  if (!needMulticall.has(context.transport)) {
    try {
      return read(await ask(context, { data: programFor(owner, calls, size) }), calls.length, size);
    } catch (error) {
      if (!(error instanceof NodeError) && !(error instanceof WalletError && error.code === 'network/bad-response')) throw error;
    }
  }
  const reading = await throughMulticall(context, owner, calls, size);
  needMulticall.add(context.transport);
  return reading;
}

async function ask(context: Context, call: { readonly [field: string]: Json }): Promise<string> {
  const answer = await context.transport.request('eth_call', [call, 'latest']);
  if (typeof answer !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(answer)) throw new WalletError('network/bad-response', { why: 'eth_call' });
  return answer;
}

/** Initialisation code. What follows it: owner, size of an answer, gas of a call (a word each), then the calls: address, length (2 bytes), calldata. */
const program = [
  '60733803', //                        size CODESIZE SUB                    n: how much follows
  '806073600039', //                    DUP1 size 0 CODECOPY                 memory[0..n) = that
  '6060', //                            96                                   p: the first call
  '600051318252', //                    0 MLOAD BALANCE DUP3 MSTORE          memory[n] = the owner's balance
  '6000513b82602001', //                0 MLOAD EXTCODESIZE DUP3 32 ADD
  '52', //                              MSTORE                               memory[n + 32] = the size of the owner's code
  '6020600083604001', //                32 0 DUP4 64 ADD
  '6000513c', //                        0 MLOAD EXTCODECOPY                  memory[n + 64] = its first 32 bytes
  '81606001', //                        DUP2 96 ADD                          o: the first answer; the stack is n p o
  '5b82821015606d57', //           loop: DUP3 DUP3 LT ISZERO end JUMPI        while p < n
  '60205181602001', //                  32 MLOAD DUP2 32 ADD                 what it returns goes to o + 32, cut to size
  '836014015160f01c', //                DUP4 20 ADD MLOAD 240 SHR            length of its calldata
  '84601601', //                        DUP5 22 ADD                          and where that is
  '855160601c', //                      DUP6 MLOAD 96 SHR                    the contract
  '604051fa', //                        64 MLOAD STATICCALL
  '3d8001178152', //                    RETURNDATASIZE DUP1 ADD OR DUP2 MSTORE   memory[o] = 2 * size + success
  '60205101602001', //                  32 MLOAD ADD 32 ADD                  o += 32 + size
  '90806014015160f01c0160160190', //    SWAP1 DUP1 20 ADD MLOAD 240 SHR ADD 22 ADD SWAP1   p += 22 + length
  '602b56', //                          loop JUMP
  '5b82900382f3', //                end: DUP3 SWAP1 SUB DUP3 RETURN          memory[n..o)
].join('');

/** What one call may use. A balance costs a tenth of it; 250 that all use it up stay within what nodes allow. */
const gasOfCall = 250_000n;

function programFor(owner: Address, calls: readonly Call[], size: number): string {
  const header = word(BigInt(owner)) + word(BigInt(size)) + word(gasOfCall);
  const body = calls.map(({ to, data }) => to.slice(2) + ((data.length - 2) / 2).toString(16).padStart(4, '0') + data.slice(2));
  return `0x${program}${header}${body.join('')}`.toLowerCase();
}

const word = (value: bigint): string => value.toString(16).padStart(64, '0');

function read(answer: string, count: number, size: number): Reading {
  const slot = 64 + 2 * size;
  if (answer.length !== 2 + 192 + count * slot) throw new WalletError('network/bad-response', { why: 'multicall' });
  const at = (start: number, length: number) => answer.slice(2 + start, 2 + start + length);
  const codeSize = BigInt(`0x${at(64, 64)}`);
  return {
    native: BigInt(`0x${at(0, 64)}`),
    code: `0x${at(128, codeSize < 32n ? 2 * Number(codeSize) : 64)}`,
    answers: Array.from({ length: count }, (_, index) => {
      const start = 192 + index * slot;
      const head = BigInt(`0x${at(start, 64)}`);
      const returned = Number(head >> 1n);
      return (head & 1n) === 1n && returned <= size ? `0x${at(start + 64, 2 * returned)}` : undefined;
    }),
  };
}

const multicall3 = new Interface([
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) payable returns ((bool success, bytes returnData)[] results)',
  'function getEthBalance(address owner) view returns (uint256 balance)',
]);

/** The same address everywhere, but where the machine derives addresses in another way. Both by mds1/multicall3's list of deployments. */
const usualMulticall = '0xcA11bde05977b3631167028862bE2a173976CA11';
const otherMulticall: Readonly<Record<string, Address>> = {
  'eip155:324': '0xF9cda624FBC7e059355ce98a31693d299FaCd963',
  'eip155:300': '0xF9cda624FBC7e059355ce98a31693d299FaCd963',
};

async function throughMulticall(context: Context, owner: Address, calls: readonly Call[], size: number): Promise<Reading> {
  const to = otherMulticall[context.network.id] ?? usualMulticall;
  const all = [{ to, data: multicall3.encodeFunctionData('getEthBalance', [owner]) }, ...calls];
  const data = multicall3.encodeFunctionData('aggregate3', [all.map((call) => [call.to, true, call.data])]);
  const [first, ...answers] = resultsOf(await ask(context, { to, data }), all.length);
  if (first?.length !== 66) throw new WalletError('network/bad-response', { why: 'multicall' });
  return { native: BigInt(first), answers: answers.map((answer) => (answer === undefined || answer.length > 2 + 2 * size ? undefined : answer)) };
}

function resultsOf(answer: string, count: number): readonly Answer[] {
  let results: readonly (readonly [boolean, string])[];
  try {
    results = multicall3.decodeFunctionResult('aggregate3', answer)[0] as typeof results;
    if (results.length === count) return results.map(([success, data]) => (success ? data : undefined));
  } catch (cause) {
    throw new WalletError('network/bad-response', { why: 'multicall' }, { cause });
  }
  throw new WalletError('network/bad-response', { why: 'multicall' });
}
