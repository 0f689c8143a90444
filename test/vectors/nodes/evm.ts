import assert from 'node:assert/strict';
import { Transaction } from 'ethers/transaction';
import { getAddress } from 'viem';
import { adapter } from '../../../src/chains/evm/adapter';
import { controlOf } from '../../../src/chains/evm/control';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import type { Json } from '../../../src/core/json';
import { ether, ethereum } from '../../chains/evm/world';
import { NoCodeYet, type Case } from '../topic';
import type { Question, Reply } from './liar';
import { bodyOf, forWords, outcomeOf, requireRefused, requireValue, wordsOf, type Outcome } from './lies';
import { anything, directives } from './broken';
import { alice, balance, draft, height, hex, legacy, signedWith, token, withNodes, type Context } from './ethereum';

type Run = (vector: Case, lie: (question: Question) => Reply) => Promise<void>;

/** Nothing that costs absurdly much goes on without a word: refused, or marked in what the person is asked. */
function requireConfirmed({ error, value }: Outcome<Awaited<ReturnType<typeof draft>>>, network: EvmNetwork): void {
  if (error !== undefined) return void requireRefused({ error, ms: 0 });
  const { warnings } = adapter.transactions.preview(value!, network);
  assert.ok(warnings.some(({ code, level }) => code === 'high-fee' && level === 'danger'));
}

const methods: Readonly<Record<string, Run>> = {
  async eth_chainId(_, lie) {
    await withNodes([{ eth_chainId: lie }], async (context, [liar]) => {
      requireRefused(await outcomeOf(() => draft(context)), /^network\/(wrong-chain|bad-response)$/);
      assert.ok(liar!.asked.every(({ method }) => method === 'eth_chainId' || method === 'eth_blockNumber'));
    });
    await withNodes([{ eth_chainId: lie }, {}], async (context) => assert.equal(await balance(context), 10n * ether));
  },

  async eth_getTransactionCount({ expect }, lie) {
    const check = forWords<(context: Context) => Promise<void>>(
      String(expect),
      [
        [
          /max\(local, remote\)/,
          async (context) => {
            const pending = [await signedWith(0), await signedWith(1), await signedWith(2)];
            const { payload, replaces } = await draft({ ...context, pending });
            assert.deepEqual([replaces, nonceOf(payload)], [undefined, 3]);
          },
        ],
        [/^error|nonce gap/, async (context) => void requireRefused(await outcomeOf(() => draft(context)))],
      ],
      String(expect),
    );
    await withNodes([{ eth_getTransactionCount: lie }], check);
  },

  async eth_gasPrice({ expect }, lie) {
    await withNodes([{ eth_gasPrice: lie }], async (context) => priced(String(expect), await outcomeOf(() => draft({ ...context, network: legacy })), legacy));
  },

  async eth_feeHistory({ expect }, lie) {
    const quoted = await withNodes([{ eth_feeHistory: lie }], async (context) => {
      const outcome = await outcomeOf(() => draft(context));
      priced(String(expect), outcome, ethereum);
      return outcome.value;
    });
    if (!/fallback/.test(String(expect))) return;
    const plain = await withNodes([{}], (context) => draft({ ...context, network: legacy }));
    assert.equal(quoted!.fee.max.amount, plain.fee.max.amount);
  },

  async eth_estimateGas({ expect }, lie) {
    await withNodes([{ eth_estimateGas: lie }], async (context) => {
      const outcome = await outcomeOf(() => draft(context));
      if (!/text only/.test(String(expect))) return priced(String(expect), outcome, ethereum);
      // Only the screens' own words and this text are shown, and the screens write text as text (held by the e2e of markup).
      const { code, reason } = requireRefused(outcome);
      assert.equal(code, 'transaction/would-fail');
      assert.ok(reason?.text === undefined || reason.text.length <= 300);
    });
  },

  async eth_getBalance({ expect, reply }, lie) {
    await withNodes([{ eth_getBalance: lie }], async (context) => {
      const outcome = await outcomeOf(() => balance(context));
      if (/^error/.test(String(expect))) return void requireRefused(outcome, /^network\//);
      const { result } = JSON.parse((reply as { readonly body: string }).body) as { readonly result: string };
      assert.equal(requireValue(outcome), BigInt(result));
    });
  },

  async 'eth_call:decimals'({ expect }, lie) {
    await withNodes([{ 'eth_call:decimals': lie }], async (context) => {
      const outcome = await outcomeOf(() => adapter.tokens!.find(context, token));
      if (/^\d+$/.test(String(expect))) assert.equal(requireValue(outcome).decimals, Number(expect));
      // A token whose decimals nobody knows is none that a list could have: no amount of it is ever shown.
      else requireRefused(outcome, /^token\/(absurd|absent)$/);
    });
  },

  async 'eth_call:symbol'({ expect }, lie) {
    await withNodes([{ 'eth_call:symbol': lie }], async (context) => {
      const outcome = await outcomeOf(() => adapter.tokens!.find(context, token));
      if (/^[A-Z]+$/.test(String(expect))) return assert.equal(requireValue(outcome).symbol, expect);
      // Bytes that are no text are never shown as any: such a token is refused, or has marks where they stood.
      if (outcome.error === undefined) assert.match(outcome.value!.symbol, /\ufffd/);
      else requireRefused(outcome, /^token\/absurd$/);
    });
  },

  async 'eth_call:balanceOf'(_, lie) {
    const asset = `${ethereum.id}/erc20:${token}` as const;
    await withNodes([{ 'eth_call:balanceOf': lie }], async (context) => {
      const outcome = await outcomeOf(() => adapter.tokens!.balances(context, alice.address, [asset]));
      if (outcome.error === undefined) assert.equal(outcome.value!.amounts.has(asset), false);
      else requireRefused(outcome, /^network\//);
    });
  },

  async eth_sendRawTransaction(vector, lie) {
    const signed = await signedWith(0);
    const check = forWords<(outcome: Outcome<void>) => unknown>(
      String(vector['expect']),
      [
        [/treated as sent/, requireValue],
        [/^failed/, (outcome) => requireRefused(outcome, /^transaction\/rejected$/)],
        [/second tx/, (outcome) => requireRefused(outcome, /^network\//)],
        [/^error/, (outcome) => requireRefused(outcome)],
      ],
      String(vector['expect']),
    );
    await withNodes([{ eth_sendRawTransaction: lie }], async (context, [liar]) => {
      check(await outcomeOf(() => adapter.transactions.broadcast(context, signed)));
      // Whatever it said, the next draft does not stand in the place of this one, and sending again sends the same bytes.
      const next = await draft({ ...context, pending: [signed] });
      assert.deepEqual([next.replaces, nonceOf(next.payload)], [undefined, 1]);
      await adapter.transactions.broadcast(context, signed).catch(() => undefined);
      const sent = new Set(liar!.asked.filter(({ method }) => method === 'eth_sendRawTransaction').map(({ params }) => (params as readonly Json[])[0]));
      assert.deepEqual([...sent], [signed.raw]);
    });
  },

  async eth_getTransactionReceipt(_, lie) {
    const signed = await signedWith(0);
    await withNodes([{ eth_getTransactionReceipt: lie }], async (context) =>
      assert.equal((await adapter.transactions.track(context, signed)).state, 'pending'),
    );
  },

  /** The node had a block that it now is far below. */
  async eth_blockNumber(_, lie) {
    const signed = await signedWith(0);
    const receipt = { transactionHash: signed.id, status: '0x1', blockNumber: hex(height), gasUsed: '0x5208', effectiveGasPrice: '0x1' };
    await withNodes([{ eth_blockNumber: lie, eth_getTransactionReceipt: () => ({ result: receipt }) }], async (context) => {
      requireRefused(await outcomeOf(() => adapter.transactions.track(context, signed)), /^network\/bad-response$/);
      const { cursor } = await withNodes([{}], (other) => adapter.history!.incoming(other, alice.address, undefined));
      requireRefused(await outcomeOf(() => adapter.history!.incoming(context, alice.address, cursor)), /^network\/bad-response$/);
    });
  },

  async eth_getLogs(_, lie) {
    await withNodes([{ eth_getLogs: lie }], async (context) =>
      assert.deepEqual((await adapter.history!.incoming(context, alice.address, undefined)).transfers, []),
    );
  },

  async eth_getCode({ reply }, lie) {
    await withNodes([{ eth_getCode: lie }], async (context) => {
      const { result } = JSON.parse((reply as { readonly body: string }).body) as { readonly result: string };
      const control = await controlOf(context, alice.address);
      assert.deepEqual(control, { ...control, kind: 'delegate', to: getAddress(`0x${result.slice(8)}`) });
    });
  },

  any: anything,
};

function priced(expect: string, outcome: Awaited<Outcome<Awaited<ReturnType<typeof draft>>>>, network: EvmNetwork): void {
  forWords<() => unknown>(
    expect,
    [
      [/^error|manual/, () => requireRefused(outcome)],
      [/fallback/, () => requireValue(outcome)],
      [
        /bounded/,
        () => {
          assert.ok(outcome.ms < 3_000);
          if (outcome.error !== undefined) requireRefused(outcome);
        },
      ],
      [/confirm|high|cap|never auto/, () => requireConfirmed(outcome, network)],
    ],
    expect,
  )();
}

/** Accepted, but nobody heard of it. */
const lost: (typeof directives)[number] = [
  /timeout after accepting/,
  (vector) => methods['eth_sendRawTransaction']!(vector, () => (response) => void response.destroy()),
];

export async function evm(vector: Case): Promise<void> {
  const lie = bodyOf(vector);
  if (!lie) return forWords(wordsOf(vector), [lost, ...directives], wordsOf(vector))(vector);
  const method = String(vector['method']);
  if (!Object.hasOwn(methods, method)) throw new NoCodeYet(method);
  await methods[method]!(vector, lie);
}

const nonceOf = (payload: Json) => Transaction.from(payload as string).nonce;
