import { p2wpkh, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBitcoin, type LocalBitcoin } from '../../devnet/bitcoin';
import type { PageContext, Question } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/bitcoin/adapter';
import type { BitcoinNetwork } from '../../../src/chains/bitcoin/networks';
import { fromBase64, fromHex, toBase64 } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { contextOf, httpTransport, person, regtest } from './world';
import { pageMemory } from '../../fakes/memory';

/** A page asks for signatures on a transaction that a second implementation made; the node has the last word. */

let chain: LocalBitcoin;
let context: PageContext<BitcoinNetwork>;
const network = { ...TEST_NETWORK, bech32: 'bcrt' };
const [owner, other] = [person(41), person(42)];
const [address, stranger] = [owner.address(regtest), other.address(regtest)];

beforeAll(async () => {
  chain = await startBitcoin();
  context = {
    ...contextOf(httpTransport(chain.url)),
    origin: 'https://example.org',
    accounts: [{ address, publicKey: owner.signer.publicKey }],
    memory: pageMemory(),
  };
  for (const amount of [100_000n, 200_000n, 300_000n]) await chain.fund(address, amount);
  await chain.fund(stranger, 500_000n);
});
afterAll(() => chain.stop());

type Coin = { readonly txid: string; readonly vout: number; readonly value: number };
const coins = async (of: string) => ((await context.transport.get(`/address/${of}/utxo`)) as unknown as Coin[]).toSorted((a, b) => a.value - b.value);

function psbtOf(
  inputs: readonly (Coin & { readonly by: typeof owner; readonly claimed?: number; readonly sighashType?: number })[],
  outputs: readonly (readonly [string, number])[],
) {
  const transaction = new Transaction({ allowUnknownOutputs: true });
  for (const { txid, vout, value, by, claimed = value, sighashType } of inputs) {
    const { script } = p2wpkh(by.signer.publicKey, network);
    transaction.addInput({ txid, index: vout, witnessUtxo: { script, amount: BigInt(claimed) }, ...(sighashType !== undefined && { sighashType }) });
  }
  for (const [to, value] of outputs) transaction.addOutputAddress(to, BigInt(value), network);
  return transaction;
}

async function ask(params: Json): Promise<Question> {
  const { signPsbt } = adapter.page;
  if (signPsbt?.access !== 'approval') throw new Error('signPsbt asks');
  return signPsbt.ask(context, params);
}
const signed = async (question: Question) => {
  if (question.type !== 'sign') throw new Error('not a question to sign');
  return (await adapter.messages.sign(question.subject, regtest, owner.signers)) as { readonly psbt: string };
};
const accepted = async (psbt: string) => {
  const transaction = Transaction.fromPSBT(fromBase64(psbt));
  transaction.finalize();
  return ((await chain.rpc('testmempoolaccept', [transaction.hex])) as { readonly allowed: boolean }[])[0]?.allowed;
};

test('signs its own inputs once their amounts are proven, shows every output and the fee', async () => {
  const [one, two] = await coins(address);
  const psbt = psbtOf(
    [
      { ...one!, by: owner },
      { ...two!, by: owner },
    ],
    [
      [stranger, 250_000],
      [address, 49_000],
    ],
  );
  const question = await ask({ psbt: toBase64(psbt.toPSBT()), signInputs: { [address]: [0, 1] } });
  if (question.type !== 'sign') throw new Error('broadcast was not asked for');
  const preview = adapter.messages.preview(question.subject, regtest);
  expect(preview).toMatchObject({ title: 'sign-transaction', changes: [{ direction: 'out', amount: 250_000n, party: stranger }], warnings: [] });
  const amounts = preview.details.flatMap(({ label, value }) => (value.kind === 'amount' ? [[label, value.amount]] : []));
  expect(amounts).toEqual([
    ['output', 250_000n],
    ['change', 49_000n],
    ['fee', 1_000n],
  ]);
  expect(await accepted((await signed(question)).psbt)).toBe(true);
});

test('shows what changes for us where others spend too, and leaves their inputs to them', async () => {
  const [one] = await coins(address);
  const [theirs] = await coins(stranger);
  const psbt = psbtOf(
    [
      { ...one!, by: owner },
      { ...theirs!, by: other },
    ],
    [
      [stranger, 400_000],
      [address, 199_000],
    ],
  );
  const question = await ask({ psbt: toBase64(psbt.toPSBT()) });
  if (question.type !== 'sign') throw new Error('broadcast was not asked for');
  expect(adapter.messages.preview(question.subject, regtest)).toMatchObject({
    changes: [{ direction: 'in', amount: 99_000n }],
    warnings: [{ level: 'info', code: 'not-our-input' }],
  });
  const half = Transaction.fromPSBT(fromBase64((await signed(question)).psbt));
  expect(half.getInput(1).partialSig).toBeUndefined();
  half.sign(other.key);
  expect(await accepted(toBase64(half.toPSBT()))).toBe(true);
  await expect(ask({ psbt: toBase64(psbt.toPSBT()), broadcast: true })).rejects.toMatchObject({ code: -32602, message: 'Other signatures are missing' });
});

test('an amount that the chain contradicts is refused, however it is claimed', async () => {
  const [one, two] = await coins(address);
  for (const claimed of [1_000, 900_000]) {
    const lie = psbtOf(
      [
        { ...one!, by: owner, claimed },
        { ...two!, by: owner },
      ],
      [[stranger, 200_000]],
    );
    await expect(ask({ psbt: toBase64(lie.toPSBT()) })).rejects.toMatchObject({ code: -32602 });
  }
});

test('without the network, one claimed amount is a warning, and two are too many (CVE-2020-14199)', async () => {
  const [one, two] = await coins(address);
  const subject = (psbt: Transaction): Json => ({ type: 'psbt', address, psbt: toBase64(psbt.toPSBT()) });
  const single = psbtOf([{ ...one!, by: owner }], [[stranger, 99_000]]);
  expect(adapter.messages.preview(subject(single), regtest).warnings).toContainEqual({ level: 'info', code: 'unverified-amounts' });
  const double = psbtOf(
    [
      { ...one!, by: owner },
      { ...two!, by: owner },
    ],
    [[stranger, 299_000]],
  );
  expect(() => adapter.messages.preview(subject(double), regtest)).toThrow('transaction/invalid');
  await expect(adapter.messages.sign(subject(double), regtest, owner.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
});

test.each([
  [0x02, 'NONE'],
  [0x03, 'SINGLE'],
  [0x82, 'NONE|ANYONECANPAY'],
  [0x83, 'SINGLE|ANYONECANPAY'],
])('refuses sighash %i, %s', async (sighashType) => {
  const [one] = await coins(address);
  await expect(ask({ psbt: toBase64(psbtOf([{ ...one!, by: owner, sighashType }], [[stranger, 99_000]]).toPSBT()) })).rejects.toMatchObject({ code: -32602 });
});

test('says when others may still add inputs', async () => {
  const [one] = await coins(address);
  const question = await ask({ psbt: toBase64(psbtOf([{ ...one!, by: owner, sighashType: 0x81 }], [[stranger, 99_000]]).toPSBT()) });
  if (question.type !== 'sign') throw new Error('broadcast was not asked for');
  expect(adapter.messages.preview(question.subject, regtest)).toMatchObject({
    warnings: [{ level: 'info', code: 'partial-signature' }],
    details: expect.arrayContaining([{ label: 'sighash', value: { kind: 'text', text: 'ALL|ANYONECANPAY' } }]),
  });
  expect(await accepted((await signed(question)).psbt)).toBe(true);
});

test('signs nothing where the page names other inputs than those that would be signed', async () => {
  const [one] = await coins(address);
  const psbt = toBase64(psbtOf([{ ...one!, by: owner }], [[stranger, 99_000]]).toPSBT());
  for (const signInputs of [{ [address]: [1] }, { [stranger]: [0] }, { [address]: [] }, { [address]: [0, 0] }]) {
    await expect(ask({ psbt, signInputs })).rejects.toMatchObject({ code: -32602 });
  }
  const [theirs] = await coins(stranger);
  await expect(ask({ psbt: toBase64(psbtOf([{ ...theirs!, by: other }], [[address, 1_000]]).toPSBT()) })).rejects.toMatchObject({ code: -32602 });
});

test('broadcasts when asked, after the same checks, and answers with the finished PSBT', async () => {
  const [, , three] = await coins(address);
  const psbt = psbtOf([{ ...three!, by: owner }], [[stranger, 290_000]]);
  const question = await ask({ psbt: toBase64(psbt.toPSBT()), broadcast: true });
  if (question.type !== 'transaction') throw new Error('broadcast was asked for');
  const [fee] = await adapter.fees.quote(context, question.intent);
  expect(fee.max.amount).toBe(10_000n);
  const draft = await adapter.transactions.build(context, question.intent, fee);
  expect(adapter.transactions.preview(draft, regtest).changes).toMatchObject([{ amount: 290_000n, party: stranger }]);
  const result = await adapter.transactions.sign(draft, regtest, owner.signers);
  await adapter.transactions.broadcast(context, result);
  const { signPsbt } = adapter.page;
  const answer = signPsbt?.access === 'approval' ? (signPsbt.answer?.(result, context, null) as { readonly psbt: string; readonly txid: string }) : undefined;
  expect(answer?.txid).toBe(psbt.id);
  expect(Transaction.fromPSBT(fromBase64(answer!.psbt)).id).toBe(psbt.id);
  expect(Transaction.fromRaw(fromHex(result.raw)).id).toBe(result.id);
  await chain.mine(1);
  expect(await adapter.transactions.track(context, result)).toMatchObject({ state: 'confirmed', fee: 10_000n });
});
