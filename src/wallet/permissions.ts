import * as v from 'valibot';
import { familyIds, type FamilyId } from '../chains/registry';
import { isChainId, type ChainId } from '../core/caip';
import type { Json } from '../core/json';
import { slot, type Area } from '../storage/slot';
import type { WalletApi } from './api';
import type { PermissionView } from './views/settings';
import type { Core } from './services';

export type Permissions = WalletApi['permissions'] & {
  get(origin: string, family: FamilyId): Promise<PermissionView | undefined>;
  /** Replaces what the origin had in this family. */
  grant(permission: Omit<PermissionView, 'grantedAt'>): Promise<void>;
  /** Takes an account from every site that may see it. */
  forget(account: number): Promise<void>;
  /** Moves a connected origin to another network; nothing for one that is not connected. */
  move(origin: string, family: FamilyId, network: ChainId): Promise<void>;
};

/** Which site may see which accounts, per family, and the network it is on. */
export function createPermissions({ core, area }: { readonly core: Core; readonly area: Area }): Permissions {
  const stored = slot<readonly PermissionView[]>('permissions', { area, version: 1, initial: [], check, onCorrupt: 'reset' });
  // Only this service writes, so that a page's read need not wait for storage.
  let known: readonly PermissionView[] | undefined;
  // Erasing the wallet empties the storage behind us.
  core.onChanged((topics) => {
    if (topics.includes('vault')) known = undefined;
  });

  const read = async () => (known ??= await stored.read());
  async function update(change: (current: readonly PermissionView[]) => readonly PermissionView[]) {
    known = await stored.update(change);
    core.changed('permissions');
  }

  return {
    list: read,
    get: async (origin, family) => (await read()).find(isOf(origin, family)),
    revoke: async (origin, family) => {
      if ((await read()).some(isOf(origin, family))) await update((current) => current.filter((entry) => !isOf(origin, family)(entry)));
    },
    grant: (permission) =>
      update((current) => [...current.filter((entry) => !isOf(permission.origin, permission.family)(entry)), { ...permission, grantedAt: core.now() }]),
    forget: async (account) => {
      if (!(await read()).some(({ accounts }) => accounts.includes(account))) return;
      await update((current) =>
        current.map((entry) => ({ ...entry, accounts: entry.accounts.filter((one) => one !== account) })).filter(({ accounts }) => accounts.length > 0),
      );
    },
    move: (origin, family, network) => update((current) => current.map((entry) => (isOf(origin, family)(entry) ? { ...entry, network } : entry))),
  };
}

const isOf = (origin: string, family: FamilyId) => (entry: PermissionView) => entry.origin === origin && entry.family === family;

const shape = v.array(
  v.strictObject({
    origin: v.string(),
    family: v.picklist(familyIds),
    accounts: v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.minLength(1)),
    network: v.custom<ChainId>(isChainId),
    grantedAt: v.number(),
  }),
);
const check = (value: Json) => v.parse(shape, value);
