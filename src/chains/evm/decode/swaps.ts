import type { AssetId } from '../../../core/caip';
import type { Address, Warning } from '../../adapter';
import { danger, info } from '../../warnings';
import { sameAddress } from '../addresses';
import { erc20, type Call, type Flow } from './known';
import { wrappedOn } from './wrapped';

/** 0, 1 and 2 stand for the caller or the router in Uniswap's own routers. */
const isStandIn = (address: Address): boolean => /^0x0{39}[012]$/.test(address);

/** Who gets what comes out, and whether there is a least amount of it. What goes back to the router has its minimum in a later step. */
export function outcome(call: Call, recipient: Address, least: bigint): readonly Warning[] {
  if (!sameAddress(call.caller, call.account)) return [];
  const own = sameAddress(recipient, call.account) || /^0x0{39}1$/.test(recipient);
  if (!own && !sameAddress(recipient, call.to) && !isStandIn(recipient)) return [danger('other-recipient')];
  return own && least === 0n ? [info('no-minimum')] : [];
}

/** Whether the contract that is called keeps it: 2 in Uniswap's newer routers, 0 in the older; in the others nobody ever gets what goes there. */
const staysThere = (call: Call, recipient: Address): boolean => sameAddress(recipient, call.to) || /^0x0{39}[02]$/.test(recipient);

/** What comes out, where the contract itself is told to have it. */
export const kept = (call: Call, recipient: Address, asset: AssetId | undefined): readonly Flow[] =>
  asset !== undefined && staysThere(call, recipient) ? [{ stays: true, asset }] : [];

/** All that the contract has of it goes to `recipient`, which may be itself. */
export const paidOut = (call: Call, recipient: Address, asset: AssetId | undefined): readonly Flow[] =>
  staysThere(call, recipient) ? [] : [{ stays: false, asset }];

/** The wrapped coins become coins, and go to `recipient`. Where the wallet does not know the wrapped coin, whatever was there may be it. */
export function unwrapped(call: Call, recipient: Address): readonly Flow[] {
  const token = wrappedOn(call.chain);
  return [{ stays: false, asset: token === undefined ? undefined : erc20(call, token) }, ...kept(call, recipient, call.coin)];
}

type Ends = { readonly from?: AssetId | undefined; readonly to?: AssetId | undefined };

/** The tokens at the ends of a swap. */
export const assetsOf = (call: Call, { from, to }: { readonly from?: Address | undefined; readonly to?: Address | undefined }): Ends => ({
  ...(from !== undefined && { from: erc20(call, from) }),
  ...(to !== undefined && { to: erc20(call, to) }),
});

/** What goes in and comes out of a swap. `pays`: with what the contract has. */
export const swapped = (call: Call, pays: boolean, { from, to }: Ends, recipient: Address): readonly Flow[] => [
  ...(pays && from !== undefined ? [{ stays: false, asset: from }] : []),
  ...kept(call, recipient, to),
];

/** Whether something that stayed with the contract is still there at the end. */
export function isLeft(flows: readonly Flow[]): boolean {
  const there = new Set<AssetId>();
  for (const { stays, asset } of flows) {
    if (asset === undefined) there.clear();
    else if (stays) there.add(asset);
    else {
      there.delete(asset);
      // Of what a position yields, the tokens are not known.
      for (const other of there) if (other.includes('/erc721:')) there.delete(other);
    }
  }
  return there.size > 0;
}

/** How much of what comes out a site takes for itself before a person is told that it is not theirs: hundredths of a per cent. */
const mostFee = 500n;

/** What the steps of a program that have this code take of what came out, together: each names the token, who gets it, and how much of it. */
export function portions(codes: readonly number[], inputs: readonly string[], code: number): readonly Warning[] {
  const taken = inputs.filter((_, index) => codes[index] === code).reduce((sum, input) => sum + BigInt(`0x${input.slice(130, 194) || '0'}`), 0n);
  return taken > mostFee ? [danger('other-recipient')] : [];
}
