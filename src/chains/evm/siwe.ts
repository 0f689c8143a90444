import type { Address, Detail, Warning } from '../adapter';
import { checksummed } from './addresses';
import { chainText } from './chain-name';
import type { EvmNetwork } from './networks';
import { danger, info } from '../warnings';

/** A sign-in as EIP-4361 writes it. Times are Unix ms. */
export type SignIn = {
  readonly scheme?: string;
  readonly domain: string;
  readonly address: Address;
  readonly statement?: string;
  readonly uri: string;
  readonly chainId: bigint;
  readonly nonce: string;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  readonly notBefore?: number;
  readonly requestId?: string;
  readonly resources: readonly string[];
};

/** `malformed`: it says it is a sign-in, and is none. Undefined: a message like any other. */
export function readSignIn(text: string): SignIn | 'malformed' | undefined {
  if (!/^[^\s][^\n]* wants you to sign in with your Ethereum account:/.test(text)) return undefined;
  const fields = pattern.exec(text)?.groups;
  if (!fields) return 'malformed';
  const { scheme, domain, address, statement, uri, chain, nonce, requestId } = fields;
  const [issuedAt, expiresAt, notBefore] = [time(fields['issued']), time(fields['expires']), time(fields['notBefore'])];
  const resources = (fields['resources'] ?? '').split('\n- ').slice(1);
  const valid = address === checksumOf(address!) && [uri!, ...resources].every(isUri) && [issuedAt, expiresAt, notBefore].every((at) => !Number.isNaN(at));
  if (!valid) return 'malformed';
  return {
    ...(scheme !== undefined && { scheme }),
    domain: domain!,
    address: address!,
    ...(statement !== undefined && { statement }),
    uri: uri!,
    chainId: BigInt(chain!),
    nonce: nonce!,
    issuedAt: issuedAt!,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(notBefore !== undefined && { notBefore }),
    ...(requestId !== undefined && { requestId }),
    resources,
  };
}

/** What does not fit the site that asks, the account that would sign, its network, or the time (Unix ms) it was asked. */
export function signInWarnings(
  signIn: SignIn,
  asked: { readonly origin: string; readonly signer: Address; readonly chainId: bigint; readonly at: number },
): readonly Warning[] {
  const { scheme, domain, address, uri, chainId, issuedAt, expiresAt, notBefore } = signIn;
  const { protocol, host, hostname } = new URL(asked.origin);
  const authority = domain.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /:80$/, '');
  const warnings: Warning[] = [];
  // EIP-4361, "Verifying domain binding": scheme, host and port; a user name before the host makes it another authority.
  if (authority !== host || (scheme !== undefined && `${scheme.toLowerCase()}:` !== protocol)) warnings.push(danger('domain-mismatch'));
  else if ((hostOf(uri) ?? hostname) !== hostname) warnings.push(info('domain-mismatch'));
  if (address !== asked.signer) warnings.push(danger('account-mismatch'));
  if (chainId !== asked.chainId) warnings.push(danger('chain-mismatch'));
  const late = expiresAt !== undefined && (expiresAt <= asked.at || expiresAt <= issuedAt);
  const early = (notBefore !== undefined && notBefore > asked.at) || issuedAt > asked.at + clockSkew;
  if (late || early) warnings.push(danger('time-invalid'));
  return warnings;
}

export function signInDetails(signIn: SignIn, network: EvmNetwork): readonly Detail[] {
  const { domain, address, statement, uri, chainId, issuedAt, expiresAt, nonce, notBefore, requestId, resources } = signIn;
  const text = (label: Detail['label'], value: string | undefined, name?: string): readonly Detail[] =>
    value === undefined ? [] : [{ label, ...(name !== undefined && { name }), value: { kind: 'text', text: value } }];
  return [
    ...text('domain', domain),
    { label: 'signer', value: { kind: 'address', address } },
    ...text('statement', statement),
    ...text('uri', uri),
    ...text('chain', chainText(chainId, network)),
    { label: 'issued-at', value: { kind: 'time', at: issuedAt } },
    ...(expiresAt === undefined ? [] : ([{ label: 'expires-at', value: { kind: 'time', at: expiresAt } }] as const)),
    ...(notBefore === undefined ? [] : ([{ label: 'field', name: 'Not Before', value: { kind: 'time', at: notBefore } }] as const)),
    ...text('field', nonce, 'Nonce'),
    ...text('field', requestId, 'Request ID'),
    ...resources.flatMap((resource) => text('field', resource, 'Resource')),
  ];
}

/** ms. A site's clock may run ahead of ours by this much. */
const clockSkew = 10 * 60_000;

// The ABNF of EIP-4361. `authority` is RFC 3986's with its user information; a statement is one line.
const pattern = new RegExp(
  [
    "^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<domain>(?:[\\w.~!$&'()*+,;=:%-]+@)?(?:[\\w.~%-]+|\\[[0-9a-fA-F:.]+\\])(?::\\d{1,5})?) wants you to sign in with your Ethereum account:\\n",
    '(?<address>0x[0-9a-fA-F]{40})\\n\\n(?:(?<statement>[^\\n]+)\\n)?\\n',
    'URI: (?<uri>[^\\n]+)\\nVersion: 1\\nChain ID: (?<chain>\\d{1,20})\\nNonce: (?<nonce>[A-Za-z0-9]{8,})\\nIssued At: (?<issued>[^\\n]+)',
    '(?:\\nExpiration Time: (?<expires>[^\\n]+))?(?:\\nNot Before: (?<notBefore>[^\\n]+))?(?:\\nRequest ID: (?<requestId>[^\\n]*))?',
    '(?:\\nResources:(?<resources>(?:\\n- [^\\n]+)*))?$',
  ].join(''),
);

/** RFC 3339; NaN for anything else. A day that its month has not would be taken for one of the next. */
function time(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, date, day] = /^(\d{4}-\d\d-(\d\d))[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return date !== undefined && new Date(date).getUTCDate() === Number(day) ? Date.parse(text) : Number.NaN;
}

// RFC 3986's characters and a scheme; URL alone would take spaces and mend what is not a URI.
const isUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(text);

function hostOf(uri: string): string | undefined {
  try {
    return new URL(uri).hostname || undefined;
  } catch {
    return undefined;
  }
}

function checksumOf(address: string): string | undefined {
  try {
    return checksummed(address.toLowerCase());
  } catch {
    return undefined;
  }
}
