import type { DetailLabel, Preview, Speed, WarningCode } from '../../../chains/adapter';

const titles: Readonly<Record<Preview['title'], string>> = {
  send: 'Send',
  'contract-call': 'Call a contract',
  'contract-creation': 'Create a contract',
  'approve-token': 'Let someone spend your tokens',
  'sign-message': 'Sign a message',
  'sign-in': 'Sign in',
  'sign-typed-data': 'Sign structured data',
  'sign-transaction': 'Sign a transaction',
};

const details: Readonly<Record<DetailLabel, string>> = {
  to: 'To', from: 'From', signer: 'Signed by', contract: 'Contract', spender: 'Who may spend', method: 'Function', nonce: 'Sequence number', data: 'Data',
  memo: 'Memo', message: 'Message', 'message-hex': 'Message, as bytes', domain: 'Made for', statement: 'Statement', uri: 'Address', 'issued-at': 'Made at',
  'expires-at': 'Valid until', chain: 'Network', program: 'Program', input: 'Coin spent', output: 'Paid to', change: 'Change, back to you', 'fee-rate': 'Fee rate',
  'fee-limit': 'Fee limit', 'gas-limit': 'Work limit', 'permission-id': 'Permission', type: 'Type', 'primary-type': 'Kind of data', sighash: 'What the signature covers',
  field: 'Field', blockhash: 'Recent block', fee: 'Network fee',
};

const warnings: Readonly<Record<WarningCode, string>> = {
  'unlimited-approval': 'This lets someone take all of this token, now and later, until you take it back.',
  'blind-signing': 'What this does cannot be shown. You would be signing blindly.',
  'hash-like-message': 'This message looks like the fingerprint of something else. It may be a transaction in disguise.',
  'domain-mismatch': 'This says it is for another site than the one that asks. That is how phishing works.',
  'account-mismatch': 'This is made out for another account than the one you would sign with.',
  'chain-missing': 'This does not say which network it is for, so it could be used on any.',
  'chain-mismatch': 'This is for another network than the one this site uses.',
  'time-invalid': 'The dates in this request do not fit the present time.',
  'unknown-contract-call': 'Holdall does not know what this contract function does.',
  'permission-change': 'This changes who may control your account.',
  'ownership-change': 'This gives control of one of your accounts to someone else.',
  'durable-nonce': 'This transaction does not run out: whoever holds it can send it at any time.',
  'partial-signature': 'Your signature covers only part of this transaction. The rest can still be changed by others.',
  'high-fee': 'The network fee is unusually high.',
  'not-our-input': 'Some of the coins spent here are not yours. Others have to sign too.',
  'unverified-amounts': 'The amounts of the coins spent here could not be checked.',
  'lookup-tables': 'Some of the addresses are looked up when it runs and cannot be shown.',
  'new-recipient-account': 'The recipient has no account on this network yet. Opening one costs extra.',
  'recipient-is-contract': 'The recipient is a contract, not a person. Make sure that it accepts what you send.',
  'approval-for-all': 'This lets someone move every item of this collection.',
  'token-allowance': 'This lets someone spend this much of your token without asking again.',
  'fee-limit-high': 'The fee limit is far above what this should cost.',
  delegate: 'This lets another address act with your tokens.',
  'not-decoded': 'A part of this could not be decoded. It is shown as raw data.',
  'burned-coins': 'Some of these coins would be gone for good: nobody can ever spend them again.',
  'unknown-output': 'Some of these coins go to a place that Holdall cannot name. Anyone may be able to take them.',
  'dust-output': 'One of the amounts is so small that spending it later costs more than it is worth.',
  'many-outputs': 'This pays many recipients at once. Read the whole list.',
  'spends-all': 'Everything you have here is spent, and nothing comes back.',
  'low-fee': 'The network fee is so low that this may never be carried out.',
  'control-characters': 'The text holds invisible characters. They are written out as ‹U+…›.',
};

const speeds: Readonly<Record<Speed, string>> = { slow: 'Slow', normal: 'Normal', fast: 'Fast' };

export const preview = { titles, details, warnings, speeds };
