import * as v from 'valibot';
import type { Warning } from '../adapter';
import type { SolanaNetwork } from './networks';

/** Any character that could start a line, or turn one around, would let a page forge the fields that follow. */
const line = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.check((value) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value)),
);

const fields = {
  domain: v.exactOptional(line),
  address: v.exactOptional(line),
  statement: v.exactOptional(line),
  uri: v.exactOptional(line),
  version: v.exactOptional(line),
  chainId: v.exactOptional(line),
  nonce: v.exactOptional(v.pipe(line, v.regex(/^[a-zA-Z0-9]{8,}$/))),
  issuedAt: v.exactOptional(line),
  expirationTime: v.exactOptional(line),
  notBefore: v.exactOptional(line),
  requestId: v.exactOptional(line),
  resources: v.exactOptional(v.pipe(v.array(line), v.maxLength(100))),
};

/** SolanaSignInInput of the Wallet Standard: everything is optional, and what is absent is not in the text. */
export const signInInput = v.object(fields);
/** With what the wallet fills in. */
export const signInFields = v.strictObject({ ...fields, domain: line, address: line });
export type SignInFields = v.InferOutput<typeof signInFields>;

/** The text of Sign In With Solana: a head, the statement, and the fields in the standard's order. */
export function signInText(input: SignInFields): string {
  const rows = [
    ['URI', input.uri],
    ['Version', input.version],
    ['Chain ID', input.chainId],
    ['Nonce', input.nonce],
    ['Issued At', input.issuedAt],
    ['Expiration Time', input.expirationTime],
    ['Not Before', input.notBefore],
    ['Request ID', input.requestId],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const resources = input.resources ? ['Resources:', ...input.resources.map((resource) => `- ${resource}`)] : [];
  const blocks = [input.statement, [...rows, ...resources].join('\n')].filter(Boolean);
  return [`${input.domain}${invitation}\n${input.address}`, ...blocks].join('\n\n');
}

/** The domain of a text that is, or looks like, a sign-in. */
export function claimedDomain(text: string): string | undefined {
  const [first = ''] = text.split('\n', 1);
  return first.includes(invitation) ? first.slice(0, first.indexOf(invitation)) : undefined;
}

/** Hosts do not differ by case; the port counts. */
export const isHostOf = (domain: string, origin: string): boolean => domain.toLowerCase() === new URL(origin).host;

/** Whether it names the cluster, or none. Of another chain it must be refused. */
export function chainOf({ chainId }: SignInFields, network: SolanaNetwork): 'right' | 'other-cluster' | 'foreign' {
  if (chainId === undefined) return 'right';
  const name = chainId.replace(/^solana:/, '');
  if (name === network.cluster || `solana:${name}` === network.id || (name === 'mainnet-beta' && network.cluster === 'mainnet')) return 'right';
  return /^(mainnet|mainnet-beta|devnet|testnet|localnet)$/.test(name) ? 'other-cluster' : 'foreign';
}

/** What a person must be told before this sign-in. */
export function signInWarnings(input: SignInFields, origin: string, network: SolanaNetwork): readonly Warning[] {
  const times = [input.issuedAt, input.expirationTime, input.notBefore].filter((time) => time !== undefined);
  return [
    ...(isHostOf(input.domain, origin) && (input.uri === undefined || isOfOrigin(input.uri, origin))
      ? []
      : [{ level: 'danger', code: 'domain-mismatch' } as const]),
    ...(chainOf(input, network) === 'right' ? [] : [{ level: 'danger', code: 'chain-mismatch' } as const]),
    ...(times.every((time) => Number.isFinite(Date.parse(time))) ? [] : [{ level: 'danger', code: 'time-invalid' } as const]),
  ];
}

const invitation = ' wants you to sign in with your Solana account:';

function isOfOrigin(uri: string, origin: string): boolean {
  try {
    return new URL(uri).origin === origin;
  } catch {
    return false;
  }
}
