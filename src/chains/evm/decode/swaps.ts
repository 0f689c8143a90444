import type { Address, Warning } from '../../adapter';
import { danger, info } from '../../warnings';
import { sameAddress } from '../addresses';
import type { Call } from './known';

/** 0, 1 and 2 stand for the caller or the router in Uniswap's own routers. */
const isStandIn = (address: Address): boolean => /^0x0{39}[012]$/.test(address);

/** Who gets what comes out, and whether there is a least amount of it. What goes back to the router has its minimum in a later step. */
export function outcome(call: Call, recipient: Address, least: bigint): readonly Warning[] {
  if (!sameAddress(call.caller, call.account)) return [];
  const own = sameAddress(recipient, call.account) || /^0x0{39}1$/.test(recipient);
  if (!own && !sameAddress(recipient, call.to) && !isStandIn(recipient)) return [danger('other-recipient')];
  return own && least === 0n ? [info('no-minimum')] : [];
}
