import { getAddress } from 'ethers/address';
import type { Address, Control } from '../adapter';
import { zeroAddress } from './addresses';
import { nameOfDelegate } from './delegates';
import type { Context } from './node';

/**
 * What the code at an account's address makes of it (EIP-7702, "Delegation indicator"). `code` may be the first 32 bytes of more. Undefined
 * for what no chain says.
 */
export function controlBy(code: string): Control | undefined {
  if (code === '0x') return { kind: 'key' };
  const [, digits] = /^0xef0100([0-9a-f]{40})$/i.exec(code) ?? [];
  if (digits === undefined) return { kind: 'contract' };
  const to = getAddress(`0x${digits.toLowerCase()}`);
  const name = nameOfDelegate(to);
  // That one would have been taken off, and not set.
  return to === zeroAddress ? undefined : { kind: 'delegate', to, ...(name !== undefined && { name }) };
}

/** One request; none where no account can delegate: EraVM has no such transactions. Undefined where no sane answer is to be had. */
export async function controlOf(context: Context, owner: Address): Promise<Control | undefined> {
  if (context.network.fees === 'zksync') return undefined;
  const code = await context.transport.request('eth_getCode', [owner, 'latest']).catch(() => undefined);
  return typeof code === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(code) ? controlBy(code) : undefined;
}
