import type { Address } from '../adapter';

/** How a chain prices a transaction, beyond EIP-1559. */
type FeeModel = {
  /** Transactions name one gas price, and not two limits. */
  readonly onePrice?: true;
  /** The sequencer serves first come, first served: a tip buys nothing, and some chains give it back. */
  readonly tipless?: true;
  /** The contract that says what the chain takes, besides gas, for writing a transaction down on its layer 1. */
  readonly oracle?: Address;
  /** The oracle answers in wei of ether; this chain's coin is another, at the oracle's `tokenRatio()`. */
  readonly inEther?: true;
};

/** OP Stack predeploys: https://specs.optimism.io/protocol/predeploys.html */
const gasPriceOracle = '0x420000000000000000000000000000000000000F';

const feeModels = {
  eip1559: {},
  legacy: { onePrice: true },
  'op-stack': { oracle: gasPriceOracle },
  mantle: { oracle: gasPriceOracle, inEther: true },
  /** https://docs.scroll.io/en/developers/transaction-fees-on-scroll/ */
  scroll: { oracle: '0x5300000000000000000000000000000000000002' },
  /** The gas estimate holds the layer 1 part: https://docs.arbitrum.io/how-arbitrum-works/gas-fees */
  arbitrum: { tipless: true },
  /** Likewise, as gas per byte of public data: https://docs.zksync.io/zksync-protocol/rollup/fee-model */
  zksync: { tipless: true },
} as const satisfies Readonly<Record<string, FeeModel>>;

export type FeeModelName = keyof typeof feeModels;

export const isFeeModel = (name: string | undefined): name is FeeModelName => name !== undefined && Object.hasOwn(feeModels, name);

export const modelOf = ({ fees }: { readonly fees: FeeModelName }): FeeModel => feeModels[fees];
