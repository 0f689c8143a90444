import type { LocalChain } from './chain';
import { addressFrom } from './tron/address';
import { createApi } from './tron/api';
import { createBlocks } from './tron/blocks';
import { createLedger } from './tron/ledger';
import { createMachine } from './tron/machine';
import { createTurns, serve } from './tron/server';

/** The chain id of the local network, 1414681165, as the last four bytes of the genesis block's id. */
const genesisTail = '5452524d';

export type TronOptions = {
  /** Any free one by default. */
  readonly port?: number;
  /** Time between blocks; 0 makes them only on `mine` (each then 3 s after the last). */
  readonly blockMs?: number;
  /** How many blocks must follow one until it is solid. */
  readonly solidAfter?: number;
};

export type TronSimulator = LocalChain & {
  readonly simulator: true;
  mine(blocks: number): Promise<void>;
  /** Puts a contract on the chain at no cost; returns its address as hex, `41…`. */
  deploy(owner: string, initCode: Uint8Array): Promise<string>;
};

/**
 * A simulator of a TRON full node. Protobuf, signatures and the virtual machine are real libraries; the rules of the protocol are
 * written here, because no node can be had on this machine.
 */
export async function startTron({ port = 0, blockMs = 1000, solidAfter = 19 }: TronOptions = {}): Promise<TronSimulator> {
  const blocks = createBlocks(genesisTail);
  const now = Date.now();
  blocks.append([], now - 3000);
  // Clients cannot build on the genesis block, whose JSON has no number.
  blocks.append([], now);
  const ledger = createLedger(blocks, await createMachine());
  const inTurn = createTurns();
  const { url, stop } = await serve(createApi(ledger, solidAfter), port, inTurn);
  const timer = blockMs > 0 ? setInterval(() => ledger.mine(Date.now()), blockMs) : undefined;
  return {
    label: 'TRON simulator',
    network: 'tron:1414681165',
    url,
    simulator: true,
    fund: (address, amount) => inTurn(() => ledger.grant(addressFrom(address), amount)),
    async mine(count) {
      for (let i = 0; i < count; i++) ledger.mine(0);
    },
    deploy: (owner, initCode) => inTurn(() => ledger.machine.deploy(addressFrom(owner), initCode)),
    async stop() {
      clearInterval(timer);
      await stop();
    },
  };
}
