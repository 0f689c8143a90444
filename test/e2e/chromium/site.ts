import type { Page } from 'playwright-core';
import type { Browser } from './browser';
import { unlock } from './wallet';

/** What the demo site's `run` answers. */
export type Outcome = { readonly ok: boolean; readonly value?: unknown; readonly code?: number; readonly message?: string; readonly isError?: boolean };

type Demo = {
  readonly demo: {
    run(family: string, action: string): Promise<Outcome>;
    readonly found: { readonly evm: { request(call: unknown): Promise<string> } };
  };
};

/** Has the site ask the wallet. The answer may wait for {@link answer}. */
export const ask = (site: Page, family: string, action: string): Promise<Outcome> =>
  site.evaluate(([of, what]) => (globalThis as unknown as Demo).demo.run(of!, what!), [family, action]);

/** The window with the wallet's question, once it can be answered. The window of the question before may just be closing. */
export async function question(browser: Browser): Promise<Page> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    const page = browser.context.pages().find((one) => one.url().includes('/approval.html') && !one.isClosed());
    const ready = await page
      ?.locator('[data-testid="unlock-password"], [data-testid="approve"]')
      .first()
      .isVisible()
      .catch(() => false);
    if (page && ready) return page;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('the wallet asks nothing');
}

/** Approves or rejects what the wallet asks now, unlocking it where it is locked. Ends when this question is off the screen. */
export async function answer(browser: Browser, button: 'approve' | 'reject'): Promise<void> {
  const gate = await question(browser);
  if (await gate.getByTestId('unlock-password').isVisible()) {
    await unlock(gate);
    await gate
      .getByTestId('unlock-password')
      .waitFor({ state: 'detached' })
      .catch(() => {
        /* its window may close, and another open for the question */
      });
  }
  const page = await question(browser);
  await page.getByTestId(button).waitFor();
  const asked = await page.locator('h1').innerText();
  if (button === 'approve' && (await page.getByTestId('understand').isVisible())) await page.getByTestId('understand').check();
  await page.getByTestId(button).click();
  const next = page.waitForFunction((title) => (document.querySelector('h1')?.textContent ?? title) !== title, asked, { timeout: 30_000 });
  await Promise.race([page.waitForEvent('close', { timeout: 30_000 }), next]).catch((error: unknown) => {
    // The window may close between two looks at it.
    if (!page.isClosed()) throw error;
  });
}

/** What a failed test left open must not be the next one's question. */
export async function closeQuestions(browser: Browser): Promise<void> {
  for (const page of browser.context.pages()) if (page.url().includes('/approval.html')) await page.close();
}

/** Asks, answers as often as the wallet asks (a switch of network, then the thing itself), and returns what the site got. */
export async function askAndAnswer(
  browser: Browser,
  site: Page,
  family: string,
  action: string,
  ...buttons: readonly ('approve' | 'reject')[]
): Promise<Outcome> {
  const outcome = ask(site, family, action);
  for (const button of buttons) await answer(browser, button);
  return outcome;
}

/** A site's transaction that the wallet asks about: its window, the text of a place in it, and the answer, which ends with the id that the site got. */
type Asked = { readonly window: Page; shown(place: string): Promise<string>; approve(): Promise<string> };

/** Has the demo site ask for a transaction on the chain that it is on. */
export async function askForTransaction(browser: Browser, site: Page, transaction: Readonly<Record<string, string>>): Promise<Asked> {
  const outcome = site.evaluate(
    (sent) => (globalThis as unknown as Demo).demo.found.evm.request({ method: 'eth_sendTransaction', params: [sent] }),
    transaction,
  );
  const window = await question(browser);
  return {
    window,
    shown: async (place) => (await window.locator(place).innerText()).replace(/\s+/g, ' '),
    approve: async () => {
      await answer(browser, 'approve');
      return outcome;
    },
  };
}
