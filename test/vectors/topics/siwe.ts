import { deepEqual, equal, fail, ok } from 'node:assert/strict';
import { messages } from '../../../src/chains/evm/messages';
import { readSignIn, type SignIn } from '../../../src/chains/evm/siwe';
import { toHex, utf8 } from '../../../src/core/bytes';
import { ethereum } from '../../chains/evm/world';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Fields = {
  readonly scheme?: string;
  readonly domain: string;
  readonly address: string;
  readonly statement?: string;
  readonly uri: string;
  readonly chainId: number | string;
  readonly nonce: string;
  readonly issuedAt: string;
  readonly expirationTime?: string;
  readonly notBefore?: string;
  readonly requestId?: string;
  readonly resources?: readonly string[];
};

const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

function check(signIn: SignIn | 'malformed' | undefined, fields: Fields): void {
  if (signIn === undefined || signIn === 'malformed') return fail(`not read: ${signIn}`);
  const { domain, address, statement, uri, nonce, requestId } = signIn;
  deepEqual(
    [domain, address, statement ?? '', uri, nonce, requestId],
    [fields.domain, fields.address, fields.statement ?? '', fields.uri, fields.nonce, fields.requestId],
  );
  equal(signIn.chainId, BigInt(fields.chainId));
  deepEqual([signIn.issuedAt, signIn.expiresAt, signIn.notBefore], [fields.issuedAt, fields.expirationTime, fields.notBefore].map(time));
  deepEqual(signIn.resources, fields.resources ?? []);
}

/** As the approval screen would show it, asked at the time the message was issued. */
function binding(vector: Case): void {
  const { origin, message, connected, activeChainId, expect } = vector as unknown as {
    origin: string;
    message: string;
    connected: string;
    activeChainId: number;
    expect: string;
  };
  const at = Date.parse(/Issued At: (\S+)/.exec(message)?.[1] ?? '2021-09-30T16:25:24.000Z');
  const subject = { kind: 'personal', origin, address: connected, at, message: toHex(utf8(message)) };
  const { title, warnings } = messages.preview(subject, { ...ethereum, id: `eip155:${activeChainId}` });
  const dangers = warnings.filter(({ level }) => level === 'danger');
  switch (expect) {
    case 'match':
      deepEqual([title, warnings], ['sign-in', []]);
      break;
    case 'mismatch':
      equal(title, 'sign-in');
      ok(dangers.length > 0);
      break;
    case 'warn':
      ok(warnings.length > 0);
      break;
    case 'invalid':
      equal(title, 'sign-message');
      ok(dangers.length > 0);
      break;
    case 'not-siwe':
      equal(title, 'sign-message');
      break;
    default:
      throw new NoCodeYet(expect);
  }
}

export const topic: Topic = {
  groups: {
    'parse-valid': (vector) => check(readSignIn(String(vector['message'])), vector['fields'] as Fields),
    'parse-invalid': (vector) => ok(!isSignIn(readSignIn(String(vector['message'])))),
    'origin-binding': binding,
  },
};

const isSignIn = (read: SignIn | 'malformed' | undefined): boolean => read !== undefined && read !== 'malformed';
