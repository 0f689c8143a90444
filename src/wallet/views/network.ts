import type { FamilyId } from '../../chains/registry';
import type { AssetId, ChainId } from '../../core/caip';
import type { ErrorCode } from '../../core/errors';

export type NetworkView = {
  readonly id: ChainId;
  readonly family: FamilyId;
  readonly name: string;
  readonly currency: { readonly symbol: string; readonly decimals: number };
  readonly asset: AssetId;
  readonly testnet: boolean;
  readonly local: boolean;
  readonly enabled: boolean;
  readonly endpoints: readonly string[];
  /** The user replaced the endpoints that ship with the wallet. */
  readonly customised: boolean;
  /** The user changed its name, symbol or explorer. */
  readonly edited: boolean;
  /** The user, or a site with the user's leave, added it. */
  readonly custom: boolean;
  /** The selected account has no address on it. */
  readonly elsewhere?: true;
  /** Off, and to be shown only among those that can be put back. */
  readonly removed: boolean;
  /** What tells it from the others at a glance: letters, and a hue in degrees. */
  readonly mark: { readonly text: string; readonly hue?: number };
  readonly explorer?: { readonly transaction: string; readonly address: string };
  /** An API that the user wants asked for incoming coins. */
  readonly indexer?: string;
};

/** `wrong-chain`: it answers, but for another network, and is not used. */
export type EndpointTrial = { readonly ok: true; readonly milliseconds: number; readonly height: number } | { readonly ok: false; readonly code: ErrorCode };

/** What to know before a network is added; `of` names the network that it could be taken for, or the one that its number is known as. */
export type NetworkWarning = {
  readonly code: 'name-of-another' | 'coin-of-another' | 'coin-imitates' | 'private-endpoint' | 'known-otherwise';
  readonly of: string;
};

export type NetworkTrial =
  | { readonly ok: true; readonly milliseconds: number; readonly height: number; readonly warnings: readonly NetworkWarning[] }
  | { readonly ok: false; readonly code: ErrorCode };

/** A network that a site wants to have added. All of it is the site's word, but that the endpoints answer for this id. */
export type OfferedNetwork = {
  readonly id: ChainId;
  readonly name: string;
  readonly symbol: string;
  readonly endpoints: readonly string[];
  readonly explorer?: string;
};
