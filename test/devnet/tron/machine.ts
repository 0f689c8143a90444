import { Common, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM } from '@ethereumjs/evm';
import { MerkleStateManager } from '@ethereumjs/statemanager';
import { createAccount, createAddressFromString } from '@ethereumjs/util';

export type Outcome = {
  readonly result: 'SUCCESS' | 'REVERT' | 'OUT_OF_ENERGY' | 'UNKNOWN';
  readonly energy: bigint;
  readonly returned: string;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
};

export type Machine = Awaited<ReturnType<typeof createMachine>>;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const evmAddress = (address: string) => createAddressFromString(`0x${address.slice(2)}`);

/**
 * An Ethereum virtual machine in the place of TRON's, and the book of balances (sun) that both share. Its prices differ from
 * the TVM's (EIP-2929, refunds), so energy figures are of the right size and not exact.
 */
export async function createMachine() {
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun });
  const state = new MerkleStateManager({ common });
  const evm = await createEVM({ common, stateManager: state });
  const contracts = new Set<string>();

  const machine = {
    balance: async (address: string): Promise<bigint> => (await state.getAccount(evmAddress(address)))?.balance ?? 0n,
    async setBalance(address: string, amount: bigint): Promise<void> {
      const account = (await state.getAccount(evmAddress(address))) ?? createAccount({});
      account.balance = amount;
      await state.putAccount(evmAddress(address), account);
    },
    isContract: (address: string): boolean => contracts.has(address),
    /** Runs init code at no cost. Returns the contract's address. */
    async deploy(owner: string, initCode: Uint8Array): Promise<string> {
      const { execResult, createdAddress } = await evm.runCall({ caller: evmAddress(owner), data: initCode, gasLimit: 100_000_000n });
      evm.journal.cleanJournal();
      if (execResult.exceptionError || !createdAddress) throw new Error(`deployment failed: ${execResult.exceptionError?.error ?? 'no address'}`);
      const address = `41${createdAddress.toString().slice(2)}`;
      contracts.add(address);
      return address;
    },
    /** Calls a contract. Changes nothing unless `keep` is set and the call succeeds. */
    async call(call: { from: string; to: string; data: Uint8Array; value: bigint; energy: bigint; keep: boolean }): Promise<Outcome> {
      await state.checkpoint();
      const { execResult } = await evm.runCall({
        caller: evmAddress(call.from),
        to: evmAddress(call.to),
        data: call.data,
        value: call.value,
        gasLimit: call.energy,
        skipBalance: !call.keep,
      });
      // Without this, storage that the last call touched would be cheap in the next (EIP-2929).
      evm.journal.cleanJournal();
      const error = execResult.exceptionError?.error;
      await (call.keep && !error ? state.commit() : state.revert());
      return {
        result: !error ? 'SUCCESS' : error === 'revert' ? 'REVERT' : error === 'out of gas' ? 'OUT_OF_ENERGY' : 'UNKNOWN',
        energy: execResult.executionGasUsed,
        returned: hex(execResult.returnValue),
        logs: (execResult.logs ?? []).map(([address, topics, data]) => ({ address: hex(address), topics: topics.map(hex), data: hex(data) })),
      };
    },
  };
  return machine;
}
