import { describe, expect, it } from 'vitest';
import { expand, revive } from './conventions';
import { parseTopicFile, tally } from './tally';
import { NoCodeYet, type Case, type Topic } from './topic';

const vector = (id: string, group: string, fields: Record<string, unknown> = {}): Case => ({ id, group, ...fields });
const pass = () => undefined;
const fail = () => {
  throw new Error('expected 1, got 2');
};

describe('a vector topic', () => {
  it('counts what passed, what failed and what has no check', async () => {
    const topic: Topic = { groups: { good: pass, bad: fail } };
    const result = await tally({ topic: 't', cases: [vector('1', 'good'), vector('2', 'bad'), vector('3', 'other'), vector('4', 'other')] }, topic);
    expect(result.passed).toBe(1);
    expect(result.failed).toEqual([{ id: '2', reason: 'Error: expected 1, got 2' }]);
    expect([...result.noCode]).toEqual([['other', 2]]);
  });

  it('takes the longest key a group begins with', async () => {
    const topic: Topic = { groups: { recorded: fail, 'recorded/encode': pass } };
    expect((await tally({ topic: 't', cases: [vector('1', 'recorded/encode-twice')] }, topic)).passed).toBe(1);
    expect((await tally({ topic: 't', cases: [vector('1', 'recorded/decode')] }, topic)).failed).toHaveLength(1);
  });

  it('counts a check that rejects later as failed', async () => {
    const topic: Topic = { groups: { slow: async () => Promise.reject(new Error('late')) } };
    expect((await tally({ topic: 't', cases: [vector('1', 'slow')] }, topic)).failed).toHaveLength(1);
  });

  it('skips a case whose check says that src has no code for it, and names the reason', async () => {
    const topic: Topic = {
      groups: {
        some: () => {
          throw new NoCodeYet('hardened only');
        },
      },
    };
    const result = await tally({ topic: 't', cases: [vector('1', 'some')] }, topic);
    expect(result.failed).toEqual([]);
    expect([...result.noCode]).toEqual([['some (hardened only)', 1]]);
  });

  it('skips everything of a topic without a module', async () => {
    const result = await tally({ topic: 't', cases: [vector('1', 'a'), vector('2', 'b')] }, undefined);
    expect([result.passed, result.failed.length, result.noCode.size]).toEqual([0, 0, 2]);
  });
});

describe('a topic file', () => {
  it.each([
    '{}',
    '[]',
    'null',
    '{"topic":"t"}',
    '{"topic":"t","cases":[]}',
    '{"topic":"t","cases":[{"id":"1"}]}',
    '{"topic":1,"cases":[{"id":"1","group":"g"}]}',
  ])('is not %s', (text) => {
    expect(() => parseTopicFile(text)).toThrow(SyntaxError);
  });
});

describe('the conventions of the files', () => {
  it('expands repeats anywhere in a case, with commas', () => {
    expect(expand({ a: ['x@REPEAT(ab,3)@y'], b: '@REPEAT("1"COMMA,2)@' })).toEqual({ a: ['xabababy'], b: '"1","1",' });
  });

  it('revives bytes, bigints, numbers and undefined, and nothing that only looks like them', () => {
    expect(revive([{ $hex: '0x00ff' }, { $bigint: '12' }, { $num: 'NaN' }, { $undefined: true }])).toEqual([Uint8Array.of(0, 255), 12n, NaN, undefined]);
    expect(revive({ $hex: 'zz', other: 1 })).toEqual({ $hex: 'zz', other: 1 });
  });
});
