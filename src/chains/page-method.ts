import type { Address, ChainId } from '../core/caip';
import type { PageError } from '../core/errors';
import type { Json } from '../core/json';
import type { ChainContext, Signed, TxId } from './context';
import type { Network, NetworkSpec } from './family';
import type { Preview } from './preview';
import type { Intent } from './sending';
import type { Signer, Signers } from './signer';
import type { TokenStandard } from './tokens';

/** Signing that ends at the page and not on the chain: messages, sign-ins, typed data, transactions a page will send itself. */
export interface MessageFlow<N extends Network> {
  /** Pure, and from the subject alone. */
  preview(subject: Json, network: N): Preview;
  /** What the page receives. */
  sign(subject: Json, network: N, signers: Signers): Promise<Json>;
  /** What only the key can show: the text that the page would receive, for the user to read first. Throws what `sign` throws, and `chain/unsupported`. */
  reveal?(subject: Json, network: N, signers: Signers): Promise<string>;
}

/** `publicKey` as in {@link Signer}. */
export type PageAccount = { readonly address: Address; readonly publicKey: Uint8Array };

/** What a family keeps for one site, in memory and not for long: it may be forgotten at any time. `update` throws what `change` throws. */
export interface PageMemory {
  /** null where nothing is kept. */
  read(): Promise<Json>;
  update(change: (kept: Json) => Json): Promise<void>;
}

/** `accounts` are those this origin may see now: none before consent, none while locked. The selected one is first. */
export type PageContext<N extends Network> = ChainContext<N> & {
  readonly origin: string;
  readonly accounts: readonly PageAccount[];
  readonly memory: PageMemory;
};

/**
 * What a person is asked. `subject` and `intent` must hold all that will be signed, checked and canonical. `from` is the account that
 * signs, where the page named one of `accounts`; without it, the first.
 */
export type Question = { readonly type: 'transaction'; readonly intent: Intent } | { readonly type: 'sign'; readonly from?: Address; readonly subject: Json };

/** What a page wants sent as one request, in this order. */
export type BatchPlan = { readonly id: string; readonly calls: readonly Intent[] };

/**
 * What became of it: `sent` of `count` transactions. `over`: nothing more will be sent. `lost`: as many were sent and can no longer be
 * included, because the user called them off.
 */
export type Batch = {
  readonly id: string;
  readonly network: ChainId;
  readonly count: number;
  readonly sent: readonly TxId[];
  readonly lost?: number;
  readonly over: boolean;
};

/** A token as a page calls it. `id`: of a piece of a collection. */
export type NamedToken = {
  readonly contract: Address;
  readonly id?: string;
  readonly standard: TokenStandard;
  readonly symbol?: string;
  readonly decimals?: number;
};

/**
 * One line of a family's page API: who may call it, and what it turns into. Params are hostile: every function below checks
 * them with a schema and throws {@link import('../core/errors').PageError}.
 */
export type PageMethod<N extends Network> =
  /** Answered at once. `public` also before consent; `connected` only after it (else the family's `unauthorized`). */
  | { readonly access: 'public' | 'connected'; handle(context: PageContext<N>, params: Json): Promise<Json> | Json }
  /** Asks for consent unless it is there. With `silent`, never asks: `context.accounts` may be empty then. */
  | { readonly access: 'connect'; check?(params: Json): void; silent?(params: Json): boolean; answer(context: PageContext<N>, params: Json): Json }
  /** Takes consent back. `keep`: only forgets the page's view, the permission stays. */
  | { readonly access: 'disconnect'; readonly keep?: true; answer(context: PageContext<N>, params: Json): Json }
  /** Asks to move this origin to another of the family's networks. */
  | { readonly access: 'switch'; network(params: Json): ChainId }
  /** Asks to have a network added, or to move to it where it is known: then only its `reference` counts. */
  | { readonly access: 'add'; network(context: PageContext<N>, params: Json): NetworkSpec }
  /** Asks to put a token on the user's list. It must be on the chain what the page says; what else the page says of it counts for nothing. */
  | { readonly access: 'token'; token(context: PageContext<N>, params: Json): NamedToken }
  /** Several transactions of one request. `known`: the ids of this site's batches. */
  | {
      readonly access: 'batch';
      plan(context: PageContext<N>, params: Json, known: ReadonlySet<string>): BatchPlan;
      answer(batch: Pick<Batch, 'id'>): Json;
    }
  /** Says what became of a batch; `context` is of its network. `show`: says it to the user, in the wallet's own list. */
  | {
      readonly access: 'batch-status';
      readonly show?: true;
      id(params: Json): string;
      unknown(): PageError;
      answer(context: ChainContext<N>, batch: Batch): Json | Promise<Json>;
    }
  /** Becomes a question. `answer` turns a broadcast transaction into what the page receives (default: its id), and may wait for the chain. */
  | {
      readonly access: 'approval';
      ask(context: PageContext<N>, params: Json): Promise<Question>;
      answer?(signed: Signed, context: ChainContext<N>, params: Json): Json | Promise<Json>;
    };
