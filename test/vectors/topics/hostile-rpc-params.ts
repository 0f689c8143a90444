import { equal, ok, rejects } from 'node:assert/strict';
import type { Question } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { ethereum, lying, nowhere, pageContext, person } from '../../chains/evm/world';
import { NoCodeYet, type Case, type Topic } from '../topic';

// The public test phrase "abandon … about", first EVM account: the cases name its address.
const account = person('1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727');
/** A node that is asked has let hostile params through: it answers with a code that no case expects. */
const node = lying(
  nowhere,
  Object.fromEntries(
    Object.keys(adapter.page).map((method) => [
      method,
      () => {
        throw new NodeError(-32000, 'asked');
      },
    ]),
  ),
);
const context = pageContext(ethereum, [account], node);

async function check(vector: Case): Promise<void> {
  const { method, params, expectCode, prompt } = vector as unknown as { method: string; params: Json; expectCode: number; prompt: boolean };
  // As the router looks methods up.
  const entry = Object.hasOwn(adapter.page, method) ? adapter.page[method] : undefined;
  if (!entry) {
    if (expectCode === 4200) return;
    throw new NoCodeYet(`${method} is not served`);
  }
  const answer = async (): Promise<{ readonly prompts: boolean; readonly question?: Question }> => {
    switch (entry.access) {
      case 'public':
      case 'connected':
        return { prompts: false, question: (await entry.handle(context, params)) as never };
      case 'connect':
        entry.check?.(params);
        return { prompts: true };
      case 'disconnect':
        entry.answer(context, params);
        return { prompts: false };
      case 'switch':
        return { prompts: entry.network(params) !== ethereum.id };
      case 'add':
        return { prompts: entry.network(context, params).reference !== '1' };
      case 'batch':
        return { prompts: entry.plan(context, params, new Set()) !== undefined };
      case 'batch-status':
        return { prompts: entry.id(params) === undefined };
      case 'token':
        return { prompts: entry.token(context, params) !== undefined };
      case 'approval':
        return { prompts: true, question: await entry.ask(context, params) };
    }
  };
  if (expectCode !== 0) return rejects(answer(), { name: 'PageError', code: expectCode });
  const { prompts, question } = await answer();
  equal(prompts, prompt);
  // A question that was asked can be shown, and holds nothing that the page did not name as a field of the call.
  if (question?.type === 'sign') ok(adapter.messages.preview(question.subject, ethereum).title.startsWith('sign'));
  if (question?.type === 'transaction') ok(question.intent.from === account.address);
}

export const topic: Topic = { groups: { '': check } };
