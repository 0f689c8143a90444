import type { Incoming } from '../chains/adapter';
import type { Address, AssetId } from '../core/caip';
import type { HiddenReason } from './views/activity';

/**
 * Why each of these is kept out of sight, if it is, in the same order. Strangers send anything: worthless tokens to be seen, nothing at all, or a
 * little from an address that looks like one the user pays, to be paid by mistake (address poisoning). `listed`: the coin and the tokens that the
 * user has; `trusted`: own addresses, and those the user has paid. `transfers` are newest first.
 */
export function suspicionsOf(transfers: readonly Incoming[], listed: ReadonlySet<AssetId>, trusted: readonly Address[]): readonly (HiddenReason | undefined)[] {
  const faces = new Map(trusted.map((address) => [faceOf(address), address]));
  const reasons = transfers.toReversed().map(({ asset, amount, from }) => {
    if (amount === 0n) return 'nothing';
    const face = from === undefined ? '' : faceOf(from);
    if (faces.has(face) && faces.get(face) !== from) return 'look-alike';
    if (!listed.has(asset)) return 'unknown-token';
    // The first to come with a face is its owner: who imitates a payer comes later.
    if (from !== undefined) faces.set(face, from);
    return undefined;
  });
  return reasons.reverse();
}

/** Whether a person who compares beginnings and ends takes one address for the other, though they differ. */
export const looksLike = (address: Address, other: Address): boolean => address !== other && faceOf(address) === faceOf(other);

/** What people look at of an address, without what all of them begin with. By chance one in 2²⁸ has the same. */
function faceOf(address: Address): string {
  const body = address.replace(/^(?:0x|bc1[qp]|tb1[qp]|bcrt1[qp]|T)/, '').toLowerCase();
  return `${body.slice(0, 3)} ${body.slice(-4)}`;
}
