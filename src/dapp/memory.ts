import * as v from 'valibot';
import type { PageMemory } from '../chains/adapter';
import { familyIds, type FamilyId } from '../chains/registry';
import { WalletError } from '../core/errors';
import type { Json } from '../core/json';
import { slot, type Area } from '../storage/slot';

const mostSites = 100;
/** Characters of JSON, per site and family. */
const longest = 100_000;

/** What families keep for a site until the browser closes (`area` is `storage.session`). The site that was heard of longest ago is forgotten first. */
export function createMemories(area: Area): (origin: string, family: FamilyId) => PageMemory {
  const stored = slot<readonly Kept[]>('pageMemory', { area, version: 1, initial: [], check, onCorrupt: 'reset' });
  return (origin, family) => {
    const isThis = (one: Kept) => one.origin === origin && one.family === family;
    const of = (all: readonly Kept[]): Json => all.find(isThis)?.value ?? null;
    return {
      read: async () => of(await stored.read()),
      update: async (change) => {
        await stored.update((all) => {
          const value = change(of(all));
          if (JSON.stringify(value).length > longest) throw new WalletError('dapp/busy');
          return [...all.filter((one) => !isThis(one)), { origin, family, value }].slice(-mostSites);
        });
      },
    };
  };
}

type Kept = { readonly origin: string; readonly family: FamilyId; readonly value: Json };
const shape = v.array(v.strictObject({ origin: v.string(), family: v.picklist(familyIds), value: v.custom<Json>((value) => value !== undefined) }));
const check = (value: Json): readonly Kept[] => v.parse(shape, value);
