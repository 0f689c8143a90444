import { vi } from 'vitest';
import { codeOf as codeOfError } from '../../src/core/errors';
import type { ApprovalView } from '../../src/wallet/views/approval';
import type { World } from './world';

/** Waits until a question of this kind is open. */
export const asked = (world: World, kind: ApprovalView['subject']['kind'], origin?: string): Promise<ApprovalView> =>
  vi.waitFor(
    async () => {
      const view = (await world.now.api.approvals.list()).find(
        ({ subject, state, ...one }) => subject.kind === kind && state === 'pending' && (origin ?? one.origin) === one.origin,
      );
      if (!view) throw new Error(`nobody asks for ${kind}`);
      return view;
    },
    { timeout: 5_000, interval: 5 },
  );

/** A tab of a connected site. */
export async function site(world: World, origin = 'https://a.test', { tabId = 1, accounts = [0], family = 'evm' } = {}) {
  const page = world.page(origin, { tabId });
  const answer = page.request('connect', undefined, family);
  const { id, digest } = await asked(world, 'connect', origin);
  await world.now.api.approvals.approve(id, digest, accounts);
  await answer;
  return page;
}

/** The code of the WalletError a promise rejects with. */
export const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then((value) => `no error but ${JSON.stringify(value)}`, codeOfError);

/** The number of the error a page gets. */
export const numberOf = (promise: Promise<unknown>): Promise<number | string> =>
  promise.then(
    (value) => `no error but ${JSON.stringify(value)}`,
    (error: { code?: number }) => error.code ?? String(error),
  );
