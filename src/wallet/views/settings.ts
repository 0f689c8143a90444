import type { FamilyId } from '../../chains/registry';
import type { ChainId } from '../../core/caip';

export type PermissionView = {
  readonly origin: string;
  readonly family: FamilyId;
  readonly accounts: readonly number[];
  readonly network: ChainId;
  readonly grantedAt: number;
};

export type Language = 'en' | 'zh-CN';

export type Settings = {
  /** Minutes without use until the wallet locks. */
  readonly lockMinutes: number;
  /** `auto` follows the browser. */
  readonly language: 'auto' | Language;
  readonly theme: 'auto' | 'light' | 'dark';
  /** Show test networks at all. */
  readonly testnets: boolean;
  /** Take `window.ethereum` on sites where no other wallet has it. */
  readonly defaultWallet: boolean;
};
