import type { Address } from '../../chains/adapter';
import type { FamilyId } from '../../chains/registry';
import type { ChainId } from '../../core/caip';

/** `lost`: there is no readable vault, but there was one (a backup or accounts exist): recover, never onboard. */
export type VaultStatus = 'absent' | 'locked' | 'unlocked' | 'lost';

export type PhraseCheck =
  | { readonly ok: true }
  /** `positions` count from 0, and name the words that are in no BIP-39 list. */
  | { readonly ok: false; readonly code: 'phrase/word-count' | 'phrase/unknown-word' | 'phrase/checksum'; readonly positions: readonly number[] };

export type Account = {
  readonly index: number;
  readonly name: string;
  readonly selected: boolean;
  /** Its key is not the recovery phrase's, and makes addresses of this family alone. */
  readonly imported?: FamilyId;
  /** One address per network that is switched on. */
  readonly addresses: Readonly<Record<ChainId, Address>>;
};

/** `secret`: a private key in hex, or a keystore file, which `filePassword` opens. `password`: the wallet's. */
export type KeyImport = { readonly family: FamilyId; readonly secret: string; readonly filePassword: string; readonly password: string };
