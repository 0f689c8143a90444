import { bitcoin } from './bitcoin/family';
import { evm } from './evm/family';
import type { Family, Network } from './family';
import { solana } from './solana/family';
import { tron } from './tron/family';

/** Adding a family: one folder beside this file, one line here. */
export const families = { bitcoin, evm, tron, solana } as const satisfies Readonly<Record<string, Family>>;

export type FamilyId = keyof typeof families;

export const familyIds = Object.keys(families) as readonly FamilyId[];
export const familyOf = (id: FamilyId): Family => families[id];

/** Every network that ships with the wallet, in the order the UI shows them. */
export const bundledNetworks: readonly (Network & { readonly family: FamilyId })[] = familyIds.flatMap((family) =>
  familyOf(family).networks.map((network) => ({ ...network, family })),
);
