import type { Address, ChainId } from '../core/caip';
import type { Json } from '../core/json';
import type { ChainContext } from './context';
import type { Network } from './family';
import type { NameService, PaymentLinks } from './names';
import type { MessageFlow, PageMethod } from './page-method';
import type { AssetReader, HistoryReader, TokenReader } from './reading';
import type { FeeQuoter, TransactionFlow } from './sending';

export type { Address } from '../core/caip';
export type * from './context';
export type * from './control';
export type * from './fees';
export type * from './names';
export type * from './page-method';
export type * from './preview';
export type * from './reading';
export type * from './sending';
export type * from './signer';
export type * from './tokens';

export interface AddressCodec {
  fromPublicKey(publicKey: Uint8Array, network: Network, kind: string): Address;
  /**
   * The canonical form of what a person typed. Throws `address/invalid`, `address/checksum`, or
   * `address/wrong-network` for a well-formed address of this family's other networks.
   */
  parse(text: string, network: Network): Address;
}

/** Which chain an endpoint really serves. An endpoint that answers for another is not used. */
export interface EndpointCheck<N extends Network> {
  /** Throws `network/bad-response`. `height` is the newest block. */
  probe(context: ChainContext<N>): Promise<{ readonly chain: ChainId; readonly height: number }>;
  /** The {@link NetworkSpec.kind} of a network that is being added. Throws `network/*`. */
  examine?(context: ChainContext<N>): Promise<string>;
  /** What everybody calls a chain that does not ship with the wallet, where that is known. By its {@link NetworkSpec.reference}. */
  known?(reference: string): KnownChain | undefined;
}

export type KnownChain = { readonly name: string; readonly symbol: string };

/** A chain family. What a family cannot do, it leaves out. */
export interface ChainAdapter<N extends Network = Network, P extends Json = Json> {
  readonly addresses: AddressCodec;
  readonly endpoints: EndpointCheck<N>;
  readonly assets: AssetReader<N>;
  readonly tokens?: TokenReader<N>;
  readonly history?: HistoryReader<N>;
  readonly fees: FeeQuoter<N>;
  readonly transactions: TransactionFlow<N, P>;
  readonly messages: MessageFlow<N>;
  readonly page: Readonly<Record<string, PageMethod<N>>>;
  readonly names?: NameService<N>;
  readonly links?: PaymentLinks<N>;
}
