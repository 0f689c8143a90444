import { counted, type Counted } from '../plural';

const n = (count: number, forms: Counted) => counted('en', count, forms);

export const common = {
  name: 'Holdall',
  back: 'Back',
  cancel: 'Cancel',
  save: 'Save',
  close: 'Close',
  retry: 'Retry',
  copied: 'Copied',
  copyAddress: 'Copy the address',
  copyId: 'Copy the id',
  showWhole: 'Show all of it',
  showLess: 'Show less',
  testNetwork: 'Test network',
  testNetworkHint: 'Test network: its coins are worth nothing.',
  account: 'Account',
  unknown: '–',
  unknownAsset: 'Unknown asset',
  language: 'Language',
  openInExplorer: 'Block explorer',
};

export const ages = {
  now: 'just now',
  minute: (count: number) => n(count, { one: '1 minute ago', other: '# minutes ago' }),
  hour: (count: number) => n(count, { one: '1 hour ago', other: '# hours ago' }),
  day: (count: number) => n(count, { one: '1 day ago', other: '# days ago' }),
};

export const unlock = {
  title: 'Welcome back',
  password: 'Password',
  submit: 'Unlock',
  lost: 'The wallet data in this browser cannot be read. Your funds are not gone: they are on their chains.',
  recover: 'Recover your wallet',
  absent: 'One bag for every chain. You alone hold the keys.',
  setUp: 'Set up your wallet',
  show: 'Show password',
  hide: 'Hide password',
};

export const home = {
  tabs: { wallet: 'Wallet', activity: 'Activity', settings: 'Settings' },
  send: 'Send',
  receive: 'Receive',
  refresh: 'Refresh balances',
  refreshing: 'Asking the networks',
  lock: 'Lock now',
  failed: 'Not reached',
  neverRead: 'Not read yet',
  spendable: (amount: string) => `${amount} can be spent now`,
  noNetworks: 'Every network is switched off.',
  chooseNetworks: 'Choose networks',
  waiting: (count: number) => n(count, { one: '1 request waits for you', other: '# requests wait for you' }),
  waitingOwn: 'A transfer waits for your answer',
  balances: 'Balances',
};

export const accounts = {
  title: 'Accounts',
  numbered: (position: number) => `Account ${position}`,
  add: 'Add an account',
  adding: 'Name of the new account',
  rename: (name: string) => `Rename ${name}`,
  newName: 'New name',
  explain: 'Every account comes from your recovery phrase and has one address per chain.',
};

export const receive = {
  title: 'Receive',
  qr: (network: string) => `QR code of your ${network} address`,
  choose: 'On which network?',
  only: (symbol: string, network: string) => `Send only ${symbol} on ${network} to this address. What is sent on another network may be lost.`,
};

export const send = {
  title: 'Send',
  choose: 'From which network?',
  to: 'To',
  toHint: (network: string) => `An address on ${network}`,
  checking: 'Checking the address',
  good: 'This address is well-formed.',
  self: 'This is your own address.',
  amount: 'Amount',
  max: 'Max',
  available: (amount: string) => `${amount} available`,
  fee: 'Network fee',
  feeAtMost: 'At most',
  feeLikely: 'Probably',
  wait: (seconds: number) =>
    seconds < 90 ? `about ${seconds} s` : seconds < 5400 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`,
  quoting: 'Asking for the fee',
  arrives: (amount: string) => `${amount} will arrive`,
  review: 'Look it over',
  reviewTitle: 'Look it over',
  final: 'A transfer cannot be taken back.',
};

export const activity = {
  title: 'Activity',
  none: 'Nothing has happened yet.',
  noneHint: 'Transfers and site requests will be listed here.',
  states: {
    signed: 'Being sent',
    pending: 'On its way',
    confirmed: 'Confirmed',
    final: 'Final',
    failed: 'Failed',
    dropped: 'Never included',
    rejected: 'Refused by the network',
  },
  stateHints: {
    signed: 'It is signed and is being handed to the network.',
    pending: 'The network has it. It is waiting to be included.',
    confirmed: 'The network has included it.',
    final: 'The network will not undo this.',
    failed: 'The network ran it and it failed. Only the fee was spent.',
    dropped: 'It can no longer be included. No money moved.',
    rejected: 'The network did not take it. No money moved.',
  },
  sentTo: (address: string) => `to ${address}`,
  paid: 'Network fee paid',
  feeMax: 'Network fee, at most',
  confirmations: 'Confirmations',
  time: 'Time',
  id: 'Transaction id',
  by: 'Asked by',
  byYou: 'You, in Holdall',
  refresh: 'Look again now',
  gone: 'This entry is not in the list.',
};

export const approval = {
  of: (index: number, total: number) => `${index} of ${total}`,
  rejectAll: 'Refuse all',
  refuse: 'Refuse',
  insecure: 'This connection is not encrypted. Anyone on the way can change what the site asks.',
  connect: (site: string) => `Connect to ${site}`,
  connectTitle: 'Connect to this site?',
  connectText: 'The site will see the address and the balance of the accounts you choose, and can ask you to sign. It cannot move anything by itself.',
  connectAccounts: 'Accounts to show',
  connectNone: 'Choose at least one account.',
  switch: (network: string) => `Switch to ${network}`,
  switchTitle: 'Switch network?',
  switchText: 'Only this site changes its network. Nothing is signed and nothing moves.',
  before: 'Until now',
  from: 'From now on',
  sendAmount: (amount: string) => `Send ${amount}`,
  callWith: (amount: string) => `Call and send ${amount}`,
  call: 'Call the contract',
  create: 'Create the contract',
  allow: (spender: string) => `Let ${spender} spend`,
  signMessage: (site: string) => `Sign for ${site}`,
  signIn: (site: string) => `Sign in to ${site}`,
  signTransaction: 'Sign the transaction',
  understand: 'I understand this and want it anyway.',
  stale: 'This was prepared a while ago and is out of date.',
  update: 'Bring it up to date',
  none: 'No request is waiting.',
  out: 'You send',
  in: 'You receive',
  party: { out: 'to', in: 'from' },
  details: 'Technical details',
  bytes: (count: number) => n(count, { one: '1 byte', other: '# bytes' }),
};
