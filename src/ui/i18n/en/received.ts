import { counted } from '../plural';

export const received = {
  title: 'Received',
  from: (address: string) => `from ${address}`,
  made: 'newly made',
  more: (count: number) => `and ${count} more`,
  imitated:
    'Stop and compare: this address begins and ends like one that you know, but it is another one. If you copied it from a list of transfers, it may be a trap. The one that you know:',
  came: 'What it brought',
  refresh: 'Look for transfers',
  looking: 'Looking for transfers',
  show: (count: number) => counted('en', count, { one: 'Show 1 hidden entry', other: 'Show # hidden entries' }),
  hide: 'Put the hidden entries away',
  coins:
    'On EVM networks the tokens that arrive are listed. Coins that arrive, like ETH, show in the balance only, unless you name an API for them in the network’s settings.',
  indexer: {
    title: 'Incoming coins',
    hint: 'A node cannot be asked who sent you coins. An explorer’s API (as Etherscan and Blockscout have it) can. Off unless you name one: its host learns your addresses on this network, and when you look. What it names is checked at your own endpoints.',
    label: 'Address of the API, with a key where it needs one',
    choose: 'Name an API',
    edit: 'Change it',
    off: 'Ask nobody',
  },
  reasons: {
    'unknown-token': 'Unknown token',
    'look-alike': 'Imitated address',
    nothing: 'Nothing moved',
  },
  warnings: {
    'unknown-token': 'This token is not on your list. Anybody can send tokens of any name: do not visit sites they name, and do not try to sell them.',
    'look-alike':
      'The sender’s address begins and ends like one that you know, and is not that one. Such transfers are sent so that you copy the wrong address. Never pay this one.',
    nothing: 'This moved nothing. Anybody can make such an entry in your history, so that you copy the wrong address from it.',
  },
};
