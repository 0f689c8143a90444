import { bitcoin } from '../nodes/bitcoin';
import { evm } from '../nodes/evm';
import { solana } from '../nodes/solana';
import { tron } from '../nodes/tron';
import type { Topic } from '../topic';

/** Adapters with the wallet's own transport, in front of a server that lies as the case says. */
export const topic: Topic = { groups: { bitcoin, evm, solana, tron } };
