import { deepEqual, equal, fail, ok } from 'node:assert/strict';
import { adapter } from '../../../src/chains/evm/adapter';
import { messages } from '../../../src/chains/evm/messages';
import { readSignIn, signInWarnings, type SignIn } from '../../../src/chains/evm/siwe';
import { toHex, utf8 } from '../../../src/core/bytes';
import { ethereum, pageContext } from '../../chains/evm/world';
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

type Given = Partial<Fields> & { readonly version?: string; readonly signature?: string; readonly time?: string };

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

/** A message as a site writes it from its fields; what is missing leaves its line empty, or away where it need not be there. */
function written({
  scheme,
  domain,
  address,
  statement,
  uri,
  version,
  chainId,
  nonce,
  issuedAt,
  expirationTime,
  notBefore,
  requestId,
  resources,
}: Given): string {
  const line = (name: string, value: unknown) => (value === undefined ? [] : [`${name}: ${String(value)}`]);
  return [
    `${scheme === undefined ? '' : `${scheme}://`}${domain ?? ''} wants you to sign in with your Ethereum account:`,
    address ?? '',
    '',
    ...(statement === undefined ? [] : [statement]),
    '',
    ...line('URI', uri),
    ...line('Version', version),
    ...line('Chain ID', chainId),
    ...line('Nonce', nonce),
    ...line('Issued At', issuedAt),
    ...line('Expiration Time', expirationTime),
    ...line('Not Before', notBefore),
    ...line('Request ID', requestId),
    ...(resources === undefined ? [] : ['Resources:', ...resources.map((resource) => `- ${resource}`)]),
  ].join('\n');
}

/** Whether it can be read, fits the time, and was signed by whom it names. */
async function verifies(fields: Given): Promise<boolean> {
  const message = written(fields);
  const signIn = readSignIn(message);
  if (signIn === undefined || signIn === 'malformed') return false;
  const at = fields.time === undefined ? Date.UTC(2024, 0) : Date.parse(fields.time);
  const warnings = signInWarnings(signIn, { origin: `https://${signIn.domain}`, signer: signIn.address, chainId: signIn.chainId, at });
  const method = adapter.page['personal_ecRecover']!;
  if (method.access !== 'public') throw new Error('personal_ecRecover is not for everybody');
  const signer = await Promise.resolve()
    .then(() => method.handle(pageContext(ethereum, []), [message, fields.signature!]))
    .catch(() => undefined);
  return warnings.every(({ code }) => code !== 'time-invalid') && signer === signIn.address.toLowerCase();
}

export const topic: Topic = {
  groups: {
    'object-invalid': (vector) => ok(!isSignIn(readSignIn(written(vector['fields'] as Given)))),
    'verify-valid': async (vector) => ok(await verifies(vector['fields'] as Given)),
    'verify-invalid': async (vector) => {
      const fields = vector['fields'] as Given;
      if ('matchNonce' in fields || 'matchDomain' in fields) throw new NoCodeYet('what the site expects, only the site knows');
      ok(!(await verifies(fields)));
    },
    'parse-valid': (vector) => check(readSignIn(String(vector['message'])), vector['fields'] as Fields),
    'parse-invalid': (vector) => ok(!isSignIn(readSignIn(String(vector['message'])))),
    'origin-binding': binding,
  },
};

const isSignIn = (read: SignIn | 'malformed' | undefined): boolean => read !== undefined && read !== 'malformed';
