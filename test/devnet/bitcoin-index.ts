import type { Rpc } from './bitcoin-node';

/** Esplora's shapes (https://github.com/Blockstream/esplora/blob/master/API.md). Values are sats. */
type Status =
  { readonly confirmed: false } | { readonly confirmed: true; readonly block_height: number; readonly block_hash: string; readonly block_time: number };
export type Output = {
  readonly scriptpubkey: string;
  readonly scriptpubkey_asm: string;
  readonly scriptpubkey_type: string;
  readonly scriptpubkey_address?: string;
  readonly value: number;
};
type Input = {
  readonly txid: string;
  readonly vout: number;
  readonly prevout: Output | null;
  readonly scriptsig: string;
  readonly scriptsig_asm: string;
  readonly witness?: readonly string[];
  readonly is_coinbase: boolean;
  readonly sequence: number;
};
export type Transaction = {
  readonly txid: string;
  readonly version: number;
  readonly locktime: number;
  readonly vin: readonly Input[];
  readonly vout: readonly Output[];
  readonly size: number;
  readonly weight: number;
  readonly fee: number;
  readonly status: Status;
};
export type Utxo = { readonly txid: string; readonly vout: number; readonly status: Status; readonly value: number };
export type Spend = { readonly spent: false } | { readonly spent: true; readonly txid: string; readonly vin: number; readonly status: Status };

type Block = { readonly hash: string; readonly transactions: readonly Transaction[] };

/** The chain and mempool as of one moment. Index of `blocks` is height; the mempool is newest first. */
export type Snapshot = { readonly blocks: readonly Block[]; readonly mempool: readonly Transaction[] };

/** Follows the node's active chain, reorganisations included: each call answers with what is true now. */
export function followChain(rpc: Rpc): () => Promise<Snapshot> {
  let blocks: readonly Block[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<Snapshot> => {
    blocks = await readBlocks(rpc, blocks);
    return { blocks, mempool: await readMempool(rpc, blocks) };
  };
  // One reading at a time: two that interleave would each keep half of the other's blocks.
  return () => {
    const next = last.then(read, read);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Newest first. */
export const confirmed = ({ blocks }: Snapshot): readonly Transaction[] => blocks.flatMap(({ transactions }) => transactions).reverse();

export const all = (snapshot: Snapshot): readonly Transaction[] => [...snapshot.mempool, ...confirmed(snapshot)];

export const touches =
  (address: string) =>
  ({ vin, vout }: Transaction): boolean =>
    vin.some(({ prevout }) => prevout?.scriptpubkey_address === address) || vout.some((output) => output.scriptpubkey_address === address);

export function spendsOf(transactions: readonly Transaction[]): ReadonlyMap<string, Spend> {
  return new Map(
    transactions.flatMap(({ txid, vin, status }) =>
      vin.map((input, index) => [`${input.txid}:${input.vout}`, { spent: true, txid, vin: index, status }] as const),
    ),
  );
}

export function unspent(snapshot: Snapshot, address: string): readonly Utxo[] {
  const transactions = all(snapshot).filter(touches(address));
  const spends = spendsOf(transactions);
  return transactions.flatMap(({ txid, vout, status }) =>
    vout.flatMap(({ scriptpubkey_address, value }, index) =>
      scriptpubkey_address === address && !spends.has(`${txid}:${index}`) ? [{ txid, vout: index, status, value }] : [],
    ),
  );
}

export function statistics(transactions: readonly Transaction[], address: string) {
  const funded = transactions.flatMap(({ vout }) => vout.filter((output) => output.scriptpubkey_address === address));
  const spent = transactions.flatMap(({ vin }) => vin.flatMap(({ prevout }) => (prevout?.scriptpubkey_address === address ? [prevout] : [])));
  const sum = (outputs: readonly Output[]) => outputs.reduce((total, { value }) => total + value, 0);
  return {
    tx_count: transactions.length,
    funded_txo_count: funded.length,
    funded_txo_sum: sum(funded),
    spent_txo_count: spent.length,
    spent_txo_sum: sum(spent),
  };
}

// What bitcoind answers. Amounts are bitcoins, as doubles.
type CoreOutput = {
  readonly value: number;
  readonly scriptPubKey: { readonly hex: string; readonly asm: string; readonly type: string; readonly address?: string };
};
type CoreInput = {
  readonly coinbase?: string;
  readonly txid: string;
  readonly vout: number;
  readonly prevout?: CoreOutput;
  readonly sequence: number;
  readonly scriptSig?: { readonly hex: string; readonly asm: string };
  readonly txinwitness?: readonly string[];
};
type CoreTransaction = {
  readonly txid: string;
  readonly version: number;
  readonly locktime: number;
  readonly size: number;
  readonly weight: number;
  readonly vin: readonly CoreInput[];
  readonly vout: readonly CoreOutput[];
};

async function readBlocks(rpc: Rpc, known: readonly Block[]): Promise<readonly Block[]> {
  const tip = await rpc<number>('getblockcount');
  let height = Math.min(known.length - 1, tip);
  while (height >= 0 && known[height]?.hash !== (await rpc<string>('getblockhash', height))) height -= 1;
  const blocks = known.slice(0, height + 1);
  while (blocks.length <= tip) {
    const hash = await rpc<string>('getblockhash', blocks.length);
    // Verbosity 3 gives the outputs that are spent; the genesis block has no undo data to take them from.
    const block = await rpc<{ readonly time: number; readonly tx: readonly CoreTransaction[] }>('getblock', hash, blocks.length > 0 ? 3 : 2);
    const status = { confirmed: true, block_height: blocks.length, block_hash: hash, block_time: block.time } as const;
    blocks.push({ hash, transactions: block.tx.map((transaction) => translate(transaction, status)) });
  }
  return blocks;
}

async function readMempool(rpc: Rpc, blocks: readonly Block[]): Promise<readonly Transaction[]> {
  const entries = Object.entries(await rpc<Readonly<Record<string, { readonly time: number }>>>('getrawmempool', true));
  const waiting = await Promise.all(entries.sort(([, a], [, b]) => b.time - a.time).map(([txid]) => rpc<CoreTransaction>('getrawtransaction', txid, 1)));
  if (waiting.length === 0) return [];
  // The node does not say what a waiting transaction spends; it is in the chain or waits too.
  const outputs = new Map(blocks.flatMap(({ transactions }) => transactions).map(({ txid, vout }) => [txid, vout]));
  for (const { txid, vout } of waiting) outputs.set(txid, vout.map(output));
  return waiting.map((transaction) => translate(transaction, { confirmed: false }, (txid, vout) => outputs.get(txid)?.[vout] ?? null));
}

function translate(transaction: CoreTransaction, status: Status, previous: (txid: string, vout: number) => Output | null = () => null): Transaction {
  const { txid, version, locktime, size, weight } = transaction;
  const vin = transaction.vin.map((input): Input => ({
    txid: input.txid ?? '0'.repeat(64),
    vout: input.vout ?? 0xffffffff,
    prevout: input.coinbase !== undefined ? null : input.prevout ? output(input.prevout) : previous(input.txid, input.vout),
    scriptsig: input.coinbase ?? input.scriptSig?.hex ?? '',
    scriptsig_asm: input.scriptSig?.asm ?? '',
    ...(input.txinwitness && { witness: input.txinwitness }),
    is_coinbase: input.coinbase !== undefined,
    sequence: input.sequence,
  }));
  const vout = transaction.vout.map(output);
  const paid = vout.reduce((sum, { value }) => sum + value, 0);
  const fee = vin[0]?.is_coinbase ? 0 : vin.reduce((sum, { prevout }) => sum + (prevout?.value ?? 0), 0) - paid;
  return { txid, version, locktime, vin, vout, size, weight, fee, status };
}

const types: Readonly<Record<string, string>> = {
  pubkeyhash: 'p2pkh',
  scripthash: 'p2sh',
  witness_v0_keyhash: 'v0_p2wpkh',
  witness_v0_scripthash: 'v0_p2wsh',
  witness_v1_taproot: 'v1_p2tr',
  nulldata: 'op_return',
  pubkey: 'p2pk',
  multisig: 'multisig',
};

const output = ({ value, scriptPubKey: { hex, asm, type, address } }: CoreOutput): Output => ({
  scriptpubkey: hex,
  scriptpubkey_asm: asm,
  scriptpubkey_type: types[type] ?? 'unknown',
  ...(address !== undefined && { scriptpubkey_address: address }),
  value: Math.round(value * 1e8),
});
