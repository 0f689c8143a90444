import { deepEqual, equal, throws } from 'node:assert/strict';
import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import * as v from 'valibot';
import type { PageContext, PageMethod, Preview, WarningCode } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import { isOnCurve } from '../../../src/chains/solana/addresses';
import { networks, type SolanaNetwork } from '../../../src/chains/solana/networks';
import { signInFields, signInText } from '../../../src/chains/solana/sign-in';
import { decodeBase64 } from '../../../src/chains/solana/transaction';
import { fromHex, toBase64, toHex } from '../../../src/core/bytes';
import { PageError, WalletError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { accountOf, type TestAccount } from '../../chains/solana/signer';
import type { Case, Topic } from '../topic';
import { pageMemory } from '../../fakes/memory';

const [network] = networks;
const origin = 'https://site.example';

export const topic: Topic = {
  groups: {
    address(vector) {
      const address = text(vector, 'address');
      if (vector['valid'] === true) equal(adapter.addresses.parse(address, network), address);
      else throws(() => adapter.addresses.parse(address, network), code('address/'));
    },
    'on-curve': (vector) => equal(isOnCurve(text(vector, 'address')), vector['onCurve']),
    'wire/wallet-core': signedTransaction,
    'wire/generated': unsignedTransaction,
    'wire/malformed': (vector) => throws(() => decodeBase64(text(vector, 'wireBase64')), code('transaction/invalid')),
    async 'sign-message'(vector) {
      const account = accountOf('seed32' in vector ? fromHex(text(vector, 'seed32')) : base58.decode(text(vector, 'secretKey')));
      if ('address' in vector) equal(account.address, vector['address']);
      const message = toBase64(fromHex(text(vector, 'messageHex')));
      const signed = await answered('solana:signMessage', account, origin, { account: account.address, message });
      equal(signed.signedMessage, message);
      equal(base58.encode(Buffer.from(signed.signature, 'base64')), vector['signatureBase58']);
    },
    async 'sign-message-is-transaction'(vector) {
      const account = accountOf();
      await refused(ask('solana:signMessage', account, origin, { account: account.address, message: toBase64(fromHex(text(vector, 'messageHex'))) }));
    },
    async 'siws/message'(vector) {
      const account = accountOf(base58.decode(text(vector, 'secretKey')));
      equal(signInText(v.parse(signInFields, vector['input'])), vector['message']);
      const scheme = text(vector['input'] as Case, 'domain').startsWith('localhost') ? 'http' : 'https';
      const signed = await answered('solana:signIn', account, `${scheme}://${text(vector['input'] as Case, 'domain')}`, vector['input'] as Json);
      equal(Buffer.from(signed.signedMessage, 'base64').toString(), vector['message']);
      equal(base58.encode(Buffer.from(signed.signature, 'base64')), vector['signatureBase58']);
    },
    async 'siws/origin-binding'(vector) {
      const asked = ask('solana:signIn', accountOf(), text(vector, 'origin'), vector['input'] as Json);
      if (vector['expect'] === 'block') return refused(asked);
      const { warnings } = await asked;
      deepEqual(
        warnings.some(({ level }) => level === 'danger'),
        vector['expect'] === 'warn',
      );
    },
  },
};

/** A transaction that another library signed is read as that library reads it. */
function signedTransaction(vector: Case): void {
  const transaction = decodeBase64(text(vector, 'wireBase64'));
  equal(toHex(transaction.message), vector['messageHex']);
  deepEqual(
    {
      version: transaction.version,
      requiredSigners: transaction.signers,
      feePayer: transaction.signers[0],
      recentBlockhash: transaction.blockhash,
      programs: [...new Set(transaction.instructions.map(({ program }) => program))].sort(),
      lookupTables: transaction.tables,
      signatures: transaction.signatures.map(toHex),
      signatureValid: transaction.signatures.map((signature, index) =>
        ed25519.verify(signature, transaction.message, base58.decode(transaction.signers[index]!)),
      ),
    },
    {
      version: vector['version'],
      requiredSigners: vector['requiredSigners'],
      feePayer: vector['feePayer'],
      recentBlockhash: vector['recentBlockhash'],
      programs: [...new Set(vector['programs'] as string[])].sort(),
      lookupTables: vector['lookupTables'],
      signatures: vector['signatures'],
      signatureValid: vector['signatureValid'],
    },
  );
}

/** A site's unsigned transaction, through its page method, every signer in turn; what is risky says so. */
async function unsignedTransaction(vector: Case): Promise<void> {
  let transaction = text(vector, 'unsignedBase64');
  const warnings = new Set<WarningCode>();
  for (const secret of vector['secretKeys'] as readonly string[]) {
    const account = accountOf(base58.decode(secret));
    const params = { account: account.address, transactions: [transaction] };
    const preview = await ask('solana:signTransaction', account, origin, params);
    for (const { code: warning, level } of preview.warnings) if (level === 'danger') warnings.add(warning);
    [transaction] = (await answered('solana:signTransaction', account, origin, params)) as unknown as [string];
  }
  equal(transaction, vector['signedBase64']);
  equal(warnings.size > 0, vector['risk'] !== '', `danger: ${[...warnings].join()}; risk: ${text(vector, 'risk')}`);
}

type Answer = { readonly signedMessage: string; readonly signature: string };

/** What the user would be shown. */
async function ask(method: string, account: TestAccount, from: string, params: Json): Promise<Preview> {
  return adapter.messages.preview(await subjectOf(method, account, from, params), network);
}

/** What the page would receive. */
async function answered(method: string, account: TestAccount, from: string, params: Json): Promise<Answer> {
  return (await adapter.messages.sign(await subjectOf(method, account, from, params), network, account.signers)) as Answer;
}

async function subjectOf(method: string, account: TestAccount, from: string, params: Json): Promise<Json> {
  const entry = adapter.page[method] as Extract<PageMethod<SolanaNetwork>, { access: 'approval' }>;
  const context: PageContext<SolanaNetwork> = {
    network,
    origin: from,
    accounts: [account],
    memory: pageMemory(),
    now: () => Date.UTC(2024, 0, 1),
    transport: { request: offline, get: offline, post: offline },
  };
  const question = await entry.ask(context, params);
  if (question.type !== 'sign') throw new Error('not a question to sign');
  return question.subject;
}

const offline = () => Promise.reject(new Error('nothing may be asked of a node'));

const text = (vector: Case, field: string): string => String(vector[field]);

const code = (start: string) => (error: unknown) => error instanceof WalletError && error.code.startsWith(start);

async function refused(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof PageError) return;
    throw error;
  }
  throw new Error('was not refused');
}
