import { Interface } from 'ethers/abi';
import { fromHex, fromUtf8 } from '../../core/bytes';
import type { Address } from '../adapter';
import type { Answer } from './multicall';

export const tokenAbi = new Interface([
  'function name() view returns (string)',
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function totalSupply() view returns (uint256)',
  'function supportsInterface(bytes4 id) view returns (bool)',
  'function ownerOf(uint256 id) view returns (address)',
  'function balanceOf(address owner) view returns (uint256)',
  'function balanceOf(address owner, uint256 id) view returns (uint256)',
  'function transfer(address to, uint256 amount)',
  'function safeTransferFrom(address from, address to, uint256 id)',
  'function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes data)',
]);

/** ERC-165 ids. The last one nobody may claim. */
export const interfaces = { erc721: '0x80ac58cd', erc1155: '0xd9b67a26', none: '0xffffffff' } as const;

/** A word, or undefined where the answer is anything else. */
export const numberIn = (answer: Answer): bigint | undefined => (answer?.length === 66 ? BigInt(answer) : undefined);

/** ERC-165: true is 1. */
export const yesIn = (answer: Answer): boolean => numberIn(answer) === 1n;

export function addressIn(answer: Answer): Address | undefined {
  const number = numberIn(answer);
  return number === undefined || number >> 160n !== 0n ? undefined : `0x${number.toString(16).padStart(40, '0')}`;
}

/** A string; or 32 bytes that end in zeros, as some of the oldest tokens have it (MKR). */
export function textIn(answer: Answer): string | undefined {
  if (answer === undefined) return undefined;
  try {
    return answer.length === 66 ? fromUtf8(fromHex(answer.slice(2).replace(/(?:00)+$/, ''))) : String(tokenAbi.decodeFunctionResult('name', answer)[0]);
  } catch {
    return undefined;
  }
}
