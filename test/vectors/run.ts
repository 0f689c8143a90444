// npm run vectors [-- DIR…] [--why]: every case of every topic file in DIR, through the code in src/.
// Without DIR: ../shared/vectors beside the checkout where that is there, and what the project made itself, always.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseTopicFile, tally, type Tally } from './tally';
import type { Topic } from './topic';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const given = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const why = process.argv.includes('--why');
const outside = resolve(root, '../shared/vectors');
const folders = given.length > 0 ? given.map((folder) => resolve(folder)) : [...(existsSync(outside) ? [outside] : []), here];

process.exitCode = await run(folders);

async function run(paths: readonly string[]): Promise<number> {
  const missing = paths.filter((path) => !existsSync(path));
  const files = paths
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name)),
    );
  for (const path of missing) console.error(`${path}: there is no such folder`);
  if (files.length === 0) console.error('no topic files were found');
  if (missing.length > 0 || files.length === 0) return 2;

  const tallies: Tally[] = [];
  let unreadable = 0;
  console.log(row('topic', 'passed', 'failed', 'skipped'));
  for (const file of files) {
    try {
      const parsed = parseTopicFile(readFileSync(file, 'utf8'));
      const result = await tally(parsed, await topicModule(parsed.topic));
      tallies.push(result);
      console.log(row(result.topic, result.passed, result.failed.length, skipped(result)));
    } catch (error) {
      unreadable++;
      console.log(`${row(basename(file), 0, 1, 0)}  ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(
    row(
      'total',
      sum(tallies, (t) => t.passed),
      sum(tallies, (t) => t.failed.length) + unreadable,
      sum(tallies, skipped),
    ),
  );

  for (const { topic, failed } of tallies) {
    if (failed.length === 0) continue;
    console.log(`failed in ${topic}: ${failed.map(({ id }) => id).join(', ')}`);
    if (why) for (const { id, reason } of failed) console.log(`  ${id}: ${reason}`);
  }
  for (const { topic, noCode } of tallies) {
    if (noCode.size > 0) console.log(`no code yet for ${topic}: ${[...noCode].map(([group, cases]) => `${group} ${cases}`).join(', ')}`);
  }
  return unreadable > 0 || tallies.some(({ failed }) => failed.length > 0) ? 1 : 0;
}

/** A topic's name comes from a file of any origin: only a plain name may become a path. */
async function topicModule(name: string): Promise<Topic | undefined> {
  const path = join(here, 'topics', `${name}.ts`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(path)) return undefined;
  const module = (await import(pathToFileURL(path).href)) as { readonly topic: Topic };
  return module.topic;
}

function row(...cells: readonly [string, ...(string | number)[]]): string {
  return cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(9))).join('');
}

function skipped({ noCode }: Tally): number {
  return [...noCode.values()].reduce((total, cases) => total + cases, 0);
}

function sum(tallies: readonly Tally[], of: (tally: Tally) => number): number {
  return tallies.reduce((total, one) => total + of(one), 0);
}
