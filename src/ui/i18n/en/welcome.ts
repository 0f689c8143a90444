import { counted } from '../plural';

export const welcome = {
  headline: 'One bag for every chain.',
  lead: 'Holdall keeps your keys in this browser, under your password. No server, no account, no tracking. Only you can open it, and nobody can open it for you.',
  create: 'Create a new wallet',
  createHint: 'You have no recovery phrase yet.',
  import: 'Use a recovery phrase',
  importHint: 'You have 12 to 24 words from another wallet.',
  step: (index: number, total: number) => `Step ${index} of ${total}`,

  lengthLabel: 'How many words?',
  words: (count: number) => counted('en', count, { one: '1 word', other: '# words' }),
  showTitle: 'Write these words down',
  showText: 'In this order, on paper. Whoever has these words has your money; without them, nobody can bring it back.',
  reveal: 'Show the words',
  covered: 'Make sure nobody is looking at your screen.',
  written: 'I have written them down',
  askTitle: 'Check your paper',
  askText: 'Type these three words from what you wrote down.',
  word: (position: number) => `Word ${position}`,
  askWrong: (position: number) => `Word ${position} is not what you were shown. Look at your paper, or go back and see the words again.`,
  askSubmit: 'Check the words',

  importTitle: 'Your recovery phrase',
  importText: 'Type the words in order, or paste the whole phrase into any field.',
  showWords: 'Show the words',
  hideWords: 'Hide the words',
  unknownWord: (positions: readonly number[]) =>
    counted('en', positions.length, {
      one: `Word ${positions.join(', ')} is not a recovery word. Check its spelling.`,
      other: `Words ${positions.join(', ')} are not recovery words. Check their spelling.`,
    }),
  tooMany: (count: number) => `That is ${count} words. A recovery phrase has 12, 15, 18, 21 or 24.`,
  importSubmit: 'Use this phrase',
  clear: 'Clear all words',

  passwordTitle: 'Choose a password',
  passwordText: 'It locks the wallet in this browser. It cannot be reset: if you forget it, you need your recovery phrase.',
  password: 'New password',
  repeat: 'The same password again',
  mismatch: 'The two passwords are not the same.',
  strength: {
    short: 'Too short: at least 10 characters',
    weak: 'Easy to guess. Make it longer, or use several unrelated words',
    fair: 'Fair',
    strong: 'Strong',
  },
  finish: 'Lock my wallet with this',

  doneTitle: 'Your wallet is ready',
  doneText: 'Open Holdall from the puzzle piece in the toolbar of your browser, and pin it there. Keep your paper in a safe place.',
  open: 'Open the wallet',
  already: 'There is already a wallet here',
  alreadyText: 'To use another recovery phrase, the wallet in this browser would have to be erased first. Nothing was changed.',

  lostTitle: 'Your wallet data cannot be read',
  lostText:
    'There was a wallet in this browser, but its data is damaged. Your funds are not gone: they are on the chains, and your recovery phrase opens them.',
  restore: 'Bring back the last copy',
  restoreHint: 'Holdall keeps copies in this browser. You will need your password.',
  noCopy: 'There is no readable copy. Start again with your recovery phrase.',
  startOver: 'Start again with the phrase',
  startOverHint: 'This erases the damaged data and what is left of the copies. Have your recovery phrase in your hand before you do it.',
  erase: 'Erase the damaged data',

  forgottenTitle: 'Forgot your password?',
  forgottenText:
    'Nobody can reset it or look it up, we included: it is kept nowhere. With your recovery phrase you set up the same accounts again, with a new password.',
  tryAgain: 'Try my password again',
  tryAgainHint: 'There is no limit to your tries, only a pause after several wrong ones. Think of capitals, of another keyboard, of one you used at that time.',
  havePhrase: 'I have every word of my recovery phrase, in order',
  havePhraseHint:
    'Then this wallet can be erased from the browser, and set up again with the phrase. What is not of the phrase goes: names of accounts, sites, added networks and tokens.',
  eraseWallet: 'Erase this wallet',
  erasesKeys: (names: string) =>
    `Not in the recovery phrase: the imported keys of ${names}. They are erased with the rest, and only your own copies of them bring these accounts back.`,
  haveKeys: 'I have a copy of each imported key, or need nothing that is on these accounts',
};
