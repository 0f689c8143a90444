import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, type Wire } from '../../src/core/json';
import { digestOf, recover, step, subjectOf, type Approval, type ApprovalEvent, type Subject } from '../../src/wallet/approval';

const fresh: Approval = {
  id: 'one',
  origin: 'https://a.test',
  family: 'evm',
  network: 'eip155:1',
  account: 0,
  selected: 0,
  subject: { kind: 'sign', subject: 'a' },
  createdAt: 0,
  expiresAt: 100,
  state: 'pending',
};
const subjects: readonly Subject[] = ['a', 'b', 'c'].map((subject) => ({ kind: 'sign', subject }));
const digests = subjects.map((subject) => digestOf({ ...fresh, subject: encode(subject as Wire) }));

const event: fc.Arbitrary<ApprovalEvent> = fc.oneof(
  fc.record({ type: fc.constant('revise' as const), subject: fc.constantFrom(...subjects) }),
  fc.record({ type: fc.constant('approve' as const), digest: fc.constantFrom(...digests, ''), now: fc.nat(150) }),
  fc.constant({ type: 'reject', code: 'approval/rejected' } as const),
  fc.constant({ type: 'complete', result: 'signed' } as const),
  fc.constant({ type: 'fail', code: 'internal' } as const),
);

describe('the life of a question', () => {
  it('ends well only after a yes to what was on the screen, in time, and to nothing else', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let approval = fresh;
        let consent: Approval | undefined;
        for (const one of events) {
          const next = step(approval, one);
          if (next && one.type === 'approve') {
            expect(one.digest).toBe(digestOf(approval));
            expect(one.now).toBeLessThan(approval.expiresAt);
            consent = next;
          }
          approval = next ?? approval;
        }
        if (approval.state === 'done' || approval.state === 'approved') expect(digestOf(approval)).toBe(digestOf(consent!));
      }),
    );
  });

  it('does not go on once it has ended', () => {
    const ends = [
      { ...fresh, state: 'done' },
      { ...fresh, state: 'failed' },
      { ...fresh, state: 'rejected' },
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...ends), event, (approval, one) => {
        expect(step(approval, one)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['origin', 'https://b.test'],
    ['account', 1],
    ['network', 'eip155:56'],
    ['subject', { kind: 'sign', subject: 'b' }],
  ])('is another one when its %s is another', (field, value) => {
    expect(digestOf({ ...fresh, [field]: value })).not.toBe(digestOf(fresh));
  });

  it('keeps amounts and bytes whole', () => {
    const subject: Subject = {
      kind: 'transaction',
      fees: [],
      intent: { type: 'transfer', from: 'a', to: 'b', asset: 'eip155:1/slip44:60', amount: 2n ** 200n },
      draft: {
        chain: 'eip155:1',
        from: 'a',
        fee: { speed: 'normal', max: { asset: 'eip155:1/slip44:60', amount: 1n }, terms: { $n: '7' } },
        payload: [],
      },
    };
    expect(subjectOf(step(fresh, { type: 'revise', subject })!)).toEqual(subject);
  });
});

describe('after the worker died', () => {
  const approved: Approval = { ...fresh, state: 'approved' };

  it('what was being signed is reported as interrupted', () => {
    expect(recover([approved], 1, () => undefined)).toMatchObject([{ state: 'failed', code: 'approval/interrupted' }]);
  });

  it('what had reached the outbox is done', () => {
    expect(recover([approved], 1, (id) => ({ id }))).toMatchObject([{ state: 'done', result: { id: 'one' } }]);
  });

  it('what waits goes on waiting, until its time', () => {
    expect(recover([fresh], 99, () => undefined)).toEqual([fresh]);
    expect(recover([fresh], 100, () => undefined)).toMatchObject([{ state: 'rejected', code: 'approval/expired' }]);
  });
});
