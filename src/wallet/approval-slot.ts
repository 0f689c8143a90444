import * as v from 'valibot';
import { familyIds } from '../chains/registry';
import { isChainId, type ChainId } from '../core/caip';
import type { ErrorCode } from '../core/errors';
import type { Json } from '../core/json';
import { slot, type Area, type Slot } from '../storage/slot';
import { isOpen, type Approval } from './approval';

const mostFinished = 30;

/** The questions as they outlive the worker. Finished ones stay a while, for a screen or a bridge that comes back for the answer. */
export function openApprovals(area: Area): Slot<readonly Approval[]> {
  return slot<readonly Approval[]>('approvals', { area, version: 1, initial: [], check: (value) => bounded(v.parse(shape, value)), onCorrupt: 'reset' });
}

function bounded(all: readonly Approval[]): readonly Approval[] {
  const finished = all.filter((approval) => !isOpen(approval)).slice(-mostFinished);
  return all.filter((approval) => isOpen(approval) || finished.includes(approval));
}

const json = v.custom<Json>((value) => value !== undefined);
const shape = v.array(
  v.strictObject({
    id: v.string(),
    origin: v.string(),
    family: v.picklist(familyIds),
    network: v.custom<ChainId>(isChainId),
    account: v.number(),
    selected: v.number(),
    subject: json,
    request: v.exactOptional(v.strictObject({ tabId: v.number(), id: v.string() })),
    createdAt: v.number(),
    expiresAt: v.number(),
    state: v.picklist(['pending', 'approved', 'rejected', 'done', 'failed']),
    result: v.exactOptional(json),
    code: v.exactOptional(v.custom<ErrorCode>((value) => typeof value === 'string')),
  }),
);
