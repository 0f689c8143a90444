import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** What happened, for people: on the console, and with pictures in artifacts/tour where nobody can look at a screen. */
export type Transcript = {
  say(line: string): void;
  picture(page: Page, name: string): Promise<void>;
  end(): void;
};

export function createTranscript(kept: boolean): Transcript {
  const folder = resolve('artifacts/tour');
  const file = join(folder, 'transcript.txt');
  let pictures = 0;
  if (kept) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const say = (line: string) => {
    console.log(line);
    if (kept) appendFileSync(file, `${line}\n`);
  };
  return {
    say,
    async picture(page, name) {
      if (!kept) return;
      pictures++;
      const path = `${String(pictures).padStart(2, '0')}-${name}.png`;
      await page.screenshot({ path: join(folder, path) });
      say(`  [${path}]`);
    },
    end() {
      say(`${pictures} pictures and this transcript are in ${folder}.`);
    },
  };
}
