import { fail, match, ok, rejects } from 'node:assert/strict';
import type { Warning } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { PageError } from '../../../src/core/errors';
import { bsc, ethereum, pageContext, person } from '../../chains/evm/world';
import type { Case, Topic } from '../topic';

// The public test phrase "abandon … about", first EVM account: the cases name its address.
const account = person('1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727');

async function check(vector: Case): Promise<void> {
  const method = adapter.page['eth_signTypedData_v4']!;
  if (method.access !== 'approval') return fail('it asks nobody');
  const asked = Promise.resolve(method.ask(pageContext(ethereum, [account]), [account.address, vector['payload'] as string]));
  const expected = String(vector['expect']);
  if (expected === 'refuse') return rejects(asked, { name: 'PageError', code: -32602 });
  // Where the expectation leaves both ways open, refusing is the safer one.
  const refused = await asked.then(
    () => false,
    (error: unknown) => error instanceof PageError && error.code === -32602,
  );
  if (refused) return match(String(vector['reason']), /or refuse/);
  const question = await asked;
  if (question.type !== 'sign') return fail('it sends');
  const { warnings } = adapter.messages.preview(question.subject, ethereum);
  const dangers = warnings.filter(({ level }: Warning) => level === 'danger');
  if (expected === 'confirm') ok(dangers.length > 0);
  if (expected === 'warn') ok(warnings.length > 0);
  if (expected === 'ok') ok(dangers.length === 0);
  const signature = await adapter.messages.sign(question.subject, ethereum, account.signers);
  match(String(signature), /^0x[0-9a-f]{130}$/);
  // What names its chain is signed on no other, also when the network changed after the page asked.
  const { data } = question.subject as { readonly data: { readonly types: { readonly EIP712Domain: readonly { readonly name: string }[] } } };
  if (data.types.EIP712Domain.some(({ name }) => name === 'chainId'))
    await rejects(adapter.messages.sign(question.subject, bsc, account.signers), { code: 'dapp/invalid-params' });
}

export const topic: Topic = { groups: { drainer: check, domain: check, structure: check } };
