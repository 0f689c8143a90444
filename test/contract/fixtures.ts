import type { FamilyId } from '../../src/chains/registry';
import type { Fixture } from './fixture';
import { fixture as bitcoin } from './fixtures/bitcoin';
import { fixture as evm } from './fixtures/evm';
import { fixture as solana } from './fixtures/solana';
import { fixture as tron } from './fixtures/tron';

/** A family without one does not compile. */
export const fixtures: Readonly<Record<FamilyId, Fixture>> = { bitcoin, evm, tron, solana };
