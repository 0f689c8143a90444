import type { AssetId } from '../../../core/caip';
import type { Detail, DetailLabel, Preview, Warning } from '../../adapter';
import { domainLeavesOf, integerFrom, type Leaf, type TypedData } from '../../typed-data';
import { danger } from '../../warnings';
import { checksummed } from '../addresses';
import { forwardStep, operationStep } from './accounts';
import { describeSteps } from './call';
import { erc20, leaves as leaving, tokenOrCoin, type Call, type Step } from './known';
import { orderWarnings } from './orders';
import { commonLabels, rowOf } from './rows';
import { safeSteps, safeWarnings } from './safe';
import { assetOf } from './seaport';
import { addressAt, bytesAt, integerAt, type Signed } from './signed';

/** What typed data that the wallet knows says beyond its values. */
export type Facts = Pick<Preview, 'changes' | 'details' | 'warnings'> & {
  /** How a value is shown, where its name says more than that. */
  readonly row: (leaf: Leaf) => Detail;
  /** The signature is a call, and all that it does was judged. */
  readonly decoded: boolean;
};

/**
 * Contracts compare the hash of the type, so a drainer cannot rename what it wants to be accepted: the name of the primary type decides
 * which words are used. Undefined for kinds that the wallet has none for.
 */
export function factsOf(data: TypedData, place: Pick<Call, 'chain' | 'coin' | 'account'>, leaves: readonly Leaf[]): Facts | undefined {
  const kind = Object.hasOwn(kinds, data.primaryType) ? kinds[data.primaryType] : undefined;
  // A domain may hold what its type does not name: that is not signed.
  const contract = domainLeavesOf(data).find(({ path }) => path === 'verifyingContract')?.value;
  if (!kind || typeof contract !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(contract)) return undefined;
  const call: Call = { ...place, caller: place.account, to: checksummed(contract.toLowerCase()), value: 0n, data: '0x' };
  const signed: Signed = { call, values: new Map(leaves.map(({ path, value }) => [path, value])) };
  const assets = assetsOf(leaves, signed, kind);
  const within = kind.steps ? describeSteps(kind.steps(signed)) : undefined;
  return {
    row: (leaf) => rowFor(leaf, kind, assets),
    changes: [...(kind.changes?.(signed) ?? []), ...(within?.changes ?? [])],
    details: within?.details ?? [],
    decoded: within !== undefined,
    warnings: [...(kind.warn?.(signed) ?? []), ...(within ? judged(within.warnings) : [])],
  };
}

type Kind = {
  /** By the last name of a path. */
  readonly labels?: Readonly<Record<string, DetailLabel>>;
  /** The name whose value counts units of the verifying contract. */
  readonly units?: string;
  changes?(signed: Signed): Preview['changes'];
  warn?(signed: Signed): readonly Warning[];
  steps?(signed: Signed): readonly Step[];
};

const lasting: Kind = { labels: { amount: 'allowance' } };
const order: Kind = {
  labels: {
    sellAmount: 'offered',
    makingAmount: 'offered',
    makerAmount: 'offered',
    buyAmount: 'asked',
    takingAmount: 'asked',
    takerAmount: 'asked',
    receiver: 'to',
    validTo: 'expires-at',
    endTime: 'expires-at',
  },
  warn: orderWarnings,
};
const authorised: Kind = {
  units: 'value',
  labels: { value: 'amount', validBefore: 'expires-at' },
  changes: (signed) => leaving(signed.call, addressAt(signed, 'from'), erc20(signed.call, signed.call.to), integerAt(signed, 'value'), addressAt(signed, 'to')),
};
const operation: Kind = {
  steps: (signed) => [operationStep({ sender: addressAt(signed, 'sender'), callData: bytesAt(signed, 'callData') }, signed.call)],
};
const delegation: Kind = { warn: () => [danger('delegate')] };

const kinds: Readonly<Record<string, Kind>> = {
  Permit: { units: 'value', labels: { value: 'allowance', owner: 'from' } },
  PermitSingle: lasting,
  PermitBatch: lasting,
  PermitTransferFrom: lasting,
  PermitBatchTransferFrom: lasting,
  PermitWitnessTransferFrom: { ...lasting, warn: orderWarnings },
  PermitBatchWitnessTransferFrom: { ...lasting, warn: orderWarnings },
  TransferWithAuthorization: authorised,
  ReceiveWithAuthorization: authorised,
  OrderComponents: order,
  BulkOrder: order,
  Order: order,
  LimitOrder: order,
  RfqOrder: order,
  OtcOrder: order,
  SafeTx: {
    steps: (signed) => safeSteps(safeTransaction(signed), signed.call),
    warn: (signed) => safeWarnings(safeTransaction(signed)),
  },
  ForwardRequest: {
    steps: (signed) => [
      forwardStep(
        { from: addressAt(signed, 'from'), to: addressAt(signed, 'to'), value: integerAt(signed, 'value'), data: bytesAt(signed, 'data') },
        signed.call,
      ),
    ],
  },
  UserOperation: operation,
  PackedUserOperation: operation,
  Delegation: delegation,
};

const safeTransaction = (signed: Signed) => ({
  to: addressAt(signed, 'to'),
  value: integerAt(signed, 'value'),
  data: bytesAt(signed, 'data'),
  operation: integerAt(signed, 'operation'),
});

/** A whole transaction in a signature: what cannot be read of it is signed blindly. */
const judged = (warnings: readonly Warning[]): readonly Warning[] => [
  danger(warnings.some(({ code }) => code === 'unknown-contract-call' || code === 'not-decoded') ? 'blind-signing' : 'signed-transaction'),
  ...warnings,
];

/** Which field beside an amount names its token. */
const tokenBeside: Readonly<Record<string, string>> = {
  amount: 'token',
  startAmount: 'token',
  endAmount: 'token',
  sellAmount: 'sellToken',
  feeAmount: 'sellToken',
  buyAmount: 'buyToken',
  makingAmount: 'makerAsset',
  takingAmount: 'takerAsset',
  makerAmount: 'makerToken',
  takerAmount: 'takerToken',
  inputStartAmount: 'inputToken',
  inputEndAmount: 'inputToken',
};

function assetsOf(leaves: readonly Leaf[], signed: Signed, kind: Kind): Readonly<Record<string, AssetId>> {
  const { call, values } = signed;
  const assets: [path: string, asset: AssetId][] = [];
  for (const { path, type } of leaves) {
    const name = nameOf(path);
    const beside = path.slice(0, path.length - name.length);
    if (!type.startsWith('uint')) continue;
    if (path === kind.units) assets.push([path, erc20(call, call.to)]);
    const token = Object.hasOwn(tokenBeside, name) ? `${beside}${tokenBeside[name]}` : undefined;
    if (token === undefined || !/^0x[0-9a-fA-F]{40}$/.test(String(values.get(token)))) continue;
    const asset = values.has(`${beside}itemType`)
      ? assetOf(
          {
            itemType: integerAt(signed, `${beside}itemType`),
            token: addressAt(signed, token),
            identifierOrCriteria: integerAt(signed, `${beside}identifierOrCriteria`),
          },
          call,
        )
      : tokenOrCoin(call, addressAt(signed, token));
    if (asset !== undefined) assets.push([path, asset]);
  }
  return Object.fromEntries(assets);
}

function rowFor({ path, type, value }: Leaf, { labels = {} }: Kind, assets: Readonly<Record<string, AssetId>>): Detail {
  const name = nameOf(path);
  const label = Object.hasOwn(labels, name) ? labels[name] : (sideOf(path) ?? (Object.hasOwn(commonLabels, name) ? commonLabels[name] : undefined));
  const shown = type === 'address' ? checksummed(String(value).toLowerCase()) : /^u?int/.test(type) ? integerFrom(value) : (value as string | boolean);
  return rowOf(path, type, shown, { assets, ...(label && { labels: { [path]: label } }) });
}

/** What an item of an order is for who signs it. */
function sideOf(path: string): DetailLabel | undefined {
  if (!/\.(?:start|end)Amount$/.test(path)) return undefined;
  return /(?:^|\.)offer\[\d+\]\.\w+$/.test(path) ? 'offered' : /(?:^|\.)(?:consideration|outputs|baseOutputs)\[\d+\]\.\w+$/.test(path) ? 'asked' : undefined;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
