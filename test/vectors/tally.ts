import { expand } from './conventions';
import { NoCodeYet, type Case, type Topic } from './topic';

/** What became of one topic file. `noCode` names why cases were skipped: a group without a check, or what a check said. */
export type Tally = {
  readonly topic: string;
  readonly passed: number;
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  readonly noCode: ReadonlyMap<string, number>;
};

export type TopicFile = { readonly topic: string; readonly cases: readonly Case[] };

/** Throws a SyntaxError on text that is not a topic file. A file with no case in it is not one: it would pass unseen. */
export function parseTopicFile(text: string): TopicFile {
  const file: unknown = JSON.parse(text);
  if (typeof file !== 'object' || file === null || !('topic' in file) || typeof file.topic !== 'string') throw new SyntaxError('no topic');
  if (!('cases' in file) || !Array.isArray(file.cases) || file.cases.length === 0) throw new SyntaxError('no cases');
  for (const vector of file.cases as unknown[]) {
    const named =
      typeof vector === 'object' && vector !== null && 'id' in vector && typeof vector.id === 'string' && 'group' in vector && typeof vector.group === 'string';
    if (!named) throw new SyntaxError('a case without id or group');
  }
  return { topic: file.topic, cases: file.cases as readonly Case[] };
}

/** Runs every case. Without a topic module all of them are skipped. */
export async function tally(file: TopicFile, topic: Topic | undefined): Promise<Tally> {
  const failed: { id: string; reason: string }[] = [];
  const noCode = new Map<string, number>();
  let passed = 0;
  const skip = (reason: string) => noCode.set(reason, (noCode.get(reason) ?? 0) + 1);

  for (const vector of file.cases) {
    const check = topic && checkOf(topic, vector.group);
    if (!check) {
      skip(vector.group);
      continue;
    }
    try {
      await check(expand(vector) as Case);
      passed++;
    } catch (error) {
      if (error instanceof NoCodeYet) skip(`${vector.group} (${error.message})`);
      else failed.push({ id: vector.id, reason: reasonOf(error) });
    }
  }
  return { topic: file.topic, passed, failed, noCode };
}

/** The longest key that the group begins with. */
function checkOf(topic: Topic, group: string) {
  const keys = Object.keys(topic.groups).filter((key) => group.startsWith(key));
  const key = keys.sort((a, b) => b.length - a.length)[0];
  return key === undefined ? undefined : topic.groups[key];
}

const reasonOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0]!.slice(0, 300);
