import type { FeeFieldName, Waiting } from '../../../chains/adapter';
import type { FieldFault } from '../../../chains/fee-fields';

type FieldWords = { readonly label: string; readonly hint: string; readonly low?: string; readonly high?: string };

const fields: Readonly<Record<FeeFieldName, FieldWords>> = {
  'max-fee': {
    label: 'Highest price',
    hint: 'For each unit of work, tip and all. You never pay more.',
    low: 'Less than the network asks now: it will wait until the price falls.',
    high: 'Far more than the network asks now.',
  },
  'priority-fee': {
    label: 'Tip',
    hint: 'The part that goes to whoever includes it.',
    low: 'Less than others give: it may have to wait.',
    high: 'Far more than others give, and you pay all of it.',
  },
  'gas-price': {
    label: 'Price',
    hint: 'For each unit of work.',
    low: 'Less than the network asks now: it may have to wait.',
    high: 'Far more than the network asks now, and you pay all of it.',
  },
  'gas-limit': {
    label: 'Work limit',
    hint: 'Where it needs more, it fails and the fee is spent.',
    high: 'Far more than it should need.',
  },
  nonce: {
    label: 'Sequence number',
    hint: 'The network carries out your transactions in this order.',
    low: 'One with this number is waiting already. Only one of the two can be carried out.',
    high: 'It waits until every number before it is used.',
  },
};

const faults: Readonly<Record<FieldFault, (limit: string) => string>> = {
  'too-small': (limit) => `It has to be at least ${limit}.`,
  'too-large': (limit) => `It can be ${limit} at most.`,
  'above-other': (other) => `It cannot be more than “${other}”.`,
};

const trouble: Readonly<Record<Waiting | 'long', string>> = {
  price: 'The network asks more than it offers. It waits until the price falls.',
  earlier: 'One of your earlier transactions has to be included first.',
  gap: 'A transaction that has to come before it does not exist. Send another, and it takes that place.',
  refused: 'The network no longer has it and does not take it again.',
  long: 'It is taking longer than usual.',
};

export const waiting = {
  custom: 'Custom',
  whole: 'Type a whole number.',
  apply: 'Use this fee',
  fields,
  faults,
  trouble,
  stuck: 'Stuck',
  inLine: 'In line',
  undone: 'It was included, but the network took that back. It waits to be included again.',
  speedUp: 'Speed up',
  cancel: 'Cancel it',
  toFirst: 'Show what it waits for',
  superseded: 'Another of your transactions is to take its place.',
  replaces: 'Takes the place of',
  replacedBy: 'Replaced by',
  stranger: 'It was not sent from this wallet, but with the same key.',
  cancelled: 'Cancelled',
  replacing: 'Only one of the two can be carried out: this one, or the one that waits.',
  less: 'All of the balance was sent, so the higher fee comes out of the amount. The recipient gets less by',
  cancelling: 'This does nothing but use up the place of the one that waits. The network may still include that one first.',
  keep: 'Keep it',
  cancelNow: 'Cancel the transaction',
};
