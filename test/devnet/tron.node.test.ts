import { TronWeb, utils, type Types } from 'tronweb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTron, type TronSimulator } from './tron';
import { tokenInitCode } from './tron/token';

// tronweb builds, encodes and signs here; the simulator decodes with its own schema. What one gets wrong the other refuses.
let chain: TronSimulator;
let tron: TronWeb;
let alice: { address: string; key: string };

const account = () => {
  const { address, privateKey } = TronWeb.createRandom();
  return { address, key: privateKey.slice(2) };
};
const post = async (path: string, body: object): Promise<Record<string, unknown>> =>
  (await fetch(chain.url + path, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<Record<string, unknown>>;
const broadcast = async (transaction: object) => {
  const { code, message, result } = await post('/wallet/broadcasttransaction', transaction);
  return result === true ? 'accepted' : `${String(code)}: ${Buffer.from(String(message), 'hex').toString()}`;
};
const send = async (to: string, amount: number) => tron.trx.sign(await tron.transactionBuilder.sendTrx(to, amount, alice.address));
const infoOf = async (id: string) => {
  await chain.mine(1);
  return (await tron.trx.getUnconfirmedTransactionInfo(id)) as Types.TransactionInfo & { receipt: Record<string, number> };
};

beforeAll(async () => {
  chain = await startTron({ blockMs: 0 });
});
afterAll(() => chain.stop());

describe('the TRON simulator', () => {
  beforeAll(async () => {
    alice = account();
    tron = new TronWeb({ fullHost: chain.url, privateKey: alice.key });
    await chain.fund(alice.address, 1_000_000_000n);
  });

  it('calls itself a simulator, and its genesis block names the local network', async () => {
    expect(chain.simulator).toBe(true);
    expect(chain.label).toContain('simulator');
    const genesis = await post('/wallet/getblockbynum', { num: 0 });
    expect(`tron:${Number.parseInt(String(genesis['blockID']).slice(-8), 16)}`).toBe(chain.network);
    expect(await post('/jsonrpc', { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })).toMatchObject({ result: '0x5452524d' });
  });

  it('lets web pages of any origin ask', async () => {
    const answer = await fetch(`${chain.url}/wallet/getnowblock`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  it('moves coins, and takes the bytes from the free bandwidth', async () => {
    const bob = account();
    await chain.fund(bob.address, 1n);
    const transaction = await send(bob.address, 5_000_000);
    expect(await broadcast(transaction)).toBe('accepted');
    const { receipt, fee } = await infoOf(transaction.txID);
    expect(fee).toBeUndefined();
    expect(receipt['net_usage']).toBe(268);
    expect(await tron.trx.getUnconfirmedBalance(bob.address)).toBe(5_000_001);
  });

  it('charges for opening an account, where free bandwidth is of no use', async () => {
    const before = await tron.trx.getUnconfirmedBalance(alice.address);
    const transaction = await send(account().address, 1);
    expect(await broadcast(transaction)).toBe('accepted');
    expect((await infoOf(transaction.txID)).fee).toBe(1_100_000);
    expect(await tron.trx.getUnconfirmedBalance(alice.address)).toBe(before - 1_100_001);
  });

  it('knows a transaction once a block holds it, and the solidity node 19 blocks later', async () => {
    const transaction = await send(account().address, 1);
    await broadcast(transaction);
    const ask = async (node: string) => Object.keys(await post(`/${node}/gettransactioninfobyid`, { value: transaction.txID })).length > 0;
    expect(await ask('wallet')).toBe(false);
    await chain.mine(19);
    expect([await ask('wallet'), await ask('walletsolidity')]).toEqual([true, false]);
    await chain.mine(1);
    expect(await ask('walletsolidity')).toBe(true);
  });

  it("refuses a key that is not the owner's, and bytes that were changed after signing", async () => {
    const mallory = account();
    const transaction = await tron.transactionBuilder.sendTrx(mallory.address, 7, alice.address);
    const signature = utils.crypto.ECKeySign(utils.code.hexStr2byteArray(transaction.txID), utils.code.hexStr2byteArray(mallory.key));
    expect(await broadcast({ ...transaction, signature: [signature] })).toBe(
      `SIGERROR: Validate signature error: ${transaction.txID} is signed by ${mallory.address} but it is not contained of permission.`,
    );
    const [other, signed] = [await send(mallory.address, 8), await send(mallory.address, 9)];
    expect(await broadcast({ ...other, signature: signed.signature })).toContain('SIGERROR');
  });

  it('refuses JSON that says something else than the bytes', async () => {
    const transaction = await send(account().address, 7);
    const value = { ...transaction.raw_data.contract[0]!.parameter.value, amount: 8 };
    const contract = [{ ...transaction.raw_data.contract[0], parameter: { ...transaction.raw_data.contract[0]!.parameter, value } }];
    expect(await broadcast({ ...transaction, raw_data: { ...transaction.raw_data, contract } })).toBe('OTHER_ERROR: raw_data and raw_data_hex disagree');
  });

  it('refuses an unknown reference block, then expired, then known transactions, in this order', async () => {
    const resigned = async (change: object) => {
      const unsigned = await tron.transactionBuilder.sendTrx(account().address, 1, alice.address);
      const changed = await tron.transactionBuilder.newTxID({ ...unsigned, raw_data: { ...unsigned.raw_data, ...change } }, { txLocal: true });
      return tron.trx.sign(changed);
    };
    expect(await broadcast(await resigned({ ref_block_hash: '0011223344556677', expiration: 1 }))).toBe('TAPOS_ERROR: Tapos check error.');
    expect(await broadcast(await resigned({ expiration: 1 }))).toBe('TRANSACTION_EXPIRATION_ERROR: Transaction expired');
    const transaction = await send(account().address, 2);
    expect(await broadcast(transaction)).toBe('accepted');
    expect(await broadcast(transaction)).toBe('DUP_TRANSACTION_ERROR: Dup transaction.');
  });

  it('refuses what the account cannot pay, and changes nothing', async () => {
    const before = await tron.trx.getUnconfirmedBalance(alice.address);
    expect(await broadcast(await send(account().address, before))).toBe(
      'CONTRACT_VALIDATE_ERROR: Contract validate error : Validate TransferContract error, balance is not sufficient.',
    );
    const poor = account();
    const unsigned = await tron.transactionBuilder.sendTrx(alice.address, 1, poor.address);
    expect(await broadcast(await tron.trx.sign(unsigned, poor.key))).toContain(`account [${poor.address}] does not exist`);
    expect(await tron.trx.getUnconfirmedBalance(alice.address)).toBe(before);
  });

  it('burns coins for bytes once the free ones are used up, and staked bandwidth serves first', async () => {
    const carol = account();
    const node = new TronWeb({ fullHost: chain.url, privateKey: carol.key });
    await chain.fund(carol.address, 3_000_000_000n);
    const once = async () => {
      const transaction = await node.trx.sign(await node.transactionBuilder.sendTrx(alice.address, 1 + Math.floor(performance.now()), carol.address));
      expect(await broadcast(transaction)).toBe('accepted');
      return (await infoOf(transaction.txID)).receipt;
    };
    expect(await once()).toHaveProperty('net_usage');
    expect(await once()).toHaveProperty('net_usage');
    expect(await once()).toHaveProperty('net_fee', expect.closeTo(268_000, -4));
    const stake = await node.trx.sign(await node.transactionBuilder.freezeBalanceV2(2_000_000_000, 'BANDWIDTH', carol.address));
    expect(await broadcast(stake)).toBe('accepted');
    expect(await once()).toHaveProperty('net_usage');
    expect(await post('/wallet/getaccountresource', { address: carol.address })).toMatchObject({ NetLimit: 2000 });
  });

  it('runs a TRC-20 contract: estimate, transfer with its event, revert and too small a fee limit', async () => {
    const token = await chain.deploy(alice.address, tokenInitCode(1_000_000n, 6));
    const bob = account();
    const call = async (amount: number, feeLimit: number) => {
      const parameters = [
        { type: 'address', value: bob.address },
        { type: 'uint256', value: amount },
      ];
      const { transaction } = await tron.transactionBuilder._triggerSmartContractLocal(
        token,
        'transfer(address,uint256)',
        { feeLimit },
        parameters,
        alice.address,
      );
      const signed = await tron.trx.sign(transaction);
      expect(await broadcast(signed)).toBe('accepted');
      return infoOf(signed.txID);
    };
    const estimate = await post('/wallet/estimateenergy', {
      owner_address: alice.address,
      contract_address: token,
      function_selector: 'transfer(address,uint256)',
      parameter: TronWeb.address.toHex(bob.address).slice(2).padStart(64, '0') + (77).toString(16).padStart(64, '0'),
    });
    const done = await call(77, 100_000_000);
    expect(done.receipt).toMatchObject({ result: 'SUCCESS', energy_usage_total: estimate['energy_required'] });
    expect(done.log[0]!.topics[0]).toBe('ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef');
    expect(
      await post('/wallet/triggerconstantcontract', {
        owner_address: alice.address,
        contract_address: token,
        function_selector: 'balanceOf(address)',
        parameter: TronWeb.address.toHex(bob.address).slice(2).padStart(64, '0'),
      }),
    ).toMatchObject({ constant_result: [(77).toString(16).padStart(64, '0')] });
    expect(await call(2_000_000, 100_000_000)).toMatchObject({ result: 'FAILED', receipt: { result: 'REVERT' } });
    expect(await call(1, 100_000)).toMatchObject({ result: 'FAILED', receipt: { result: 'OUT_OF_ENERGY', energy_fee: 100_000 } });
  });
});
