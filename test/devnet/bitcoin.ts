import { randomBytes } from 'node:crypto';
import { p2wpkh, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import { startEsplora, type Esplora, type FeeTable } from './bitcoin-esplora';
import { unspent, type Utxo } from './bitcoin-index';
import { startNode, type Rpc } from './bitcoin-node';
import type { LocalChain } from './chain';

export type LocalBitcoin = LocalChain & {
  /** bitcoind's own interface, for what Esplora has no word for: `invalidateblock`, `testmempoolaccept`. */
  readonly rpc: Rpc;
  /** What `/fee-estimates` answers from now on: regtest has no market to estimate from. */
  setFees(table: FeeTable): void;
  mine(blocks: number): Promise<void>;
  /** Replaces the newest blocks by one more empty ones: what was in them waits again. */
  reorganise(blocks: number): Promise<void>;
};

/** A real Bitcoin node on regtest behind an Esplora API; both end with `stop`. `port` is the API's; a free one where none is given. */
export async function startBitcoin({ port = 0 }: { readonly port?: number } = {}): Promise<LocalBitcoin> {
  const node = await startNode();
  try {
    const esplora = await startEsplora(node.rpc, port);
    const miner = createMiner(node.rpc, esplora);
    await miner.mine(maturity + 20);
    const stop = async () => void (await Promise.all([esplora.stop(), node.stop()]));
    return {
      label: 'Bitcoin regtest',
      network: 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328',
      url: esplora.url,
      rpc: node.rpc,
      setFees: esplora.setFees,
      ...miner,
      stop,
    };
  } catch (error) {
    await node.stop();
    throw error;
  }
}

/** Blocks until a coinbase output may be spent. */
const maturity = 100;
const regtest = { ...TEST_NETWORK, bech32: 'bcrt' };

/** Holds the key that blocks are mined to, and pays out of it: the node has no wallet. */
function createMiner(rpc: Rpc, { snapshot }: Esplora) {
  const key = new Uint8Array(randomBytes(32));
  const { address, script } = p2wpkh(pubECDSA(key), regtest);
  let last: Promise<unknown> = Promise.resolve();

  const mine = async (blocks: number) => void (await rpc('generatetoaddress', blocks, address));

  const reorganise = async (blocks: number) => {
    const height = await rpc<number>('getblockcount');
    await rpc('invalidateblock', await rpc('getblockhash', height - blocks + 1));
    // To another address: within one second, the same block would be made again, and refused.
    const other = p2wpkh(pubECDSA(new Uint8Array(randomBytes(32))), regtest).address!;
    for (let made = 0; made <= blocks; made += 1) await rpc('generateblock', other, []);
  };

  const coins = async (): Promise<readonly Utxo[]> => {
    const now = await snapshot();
    const young = new Set(now.blocks.slice(1 - maturity).map(({ transactions }) => transactions[0]?.txid));
    return unspent(now, address!).filter(({ txid }) => !young.has(txid));
  };

  const pay = async (to: string, amount: bigint) => {
    const transaction = new Transaction();
    let held = 0n;
    let fee = 1_000n;
    for (const { txid, vout, value } of await coins()) {
      if (held >= amount + fee) break;
      transaction.addInput({ txid, index: vout, witnessUtxo: { script, amount: BigInt(value) } });
      held += BigInt(value);
      fee += 100n;
    }
    if (held < amount + fee) throw new Error(`The miner has ${held} sats and cannot pay ${amount}: mine more blocks first.`);
    transaction.addOutputAddress(to, amount, regtest);
    transaction.addOutputAddress(address!, held - amount - fee, regtest);
    transaction.sign(key);
    transaction.finalize();
    await rpc('sendrawtransaction', transaction.hex);
    await mine(1);
  };

  // One at a time, so that no two payments spend the same coin.
  const fund = (to: string, amount: bigint): Promise<void> => {
    const next = last.then(() => pay(to, amount));
    last = next.catch(() => undefined);
    return next;
  };
  return { mine, fund, reorganise };
}
