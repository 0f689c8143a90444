/** What else than the key acts for an account. */
export const control = {
  acts: (networks: string) => `A contract can act for this account on ${networks}.`,
  means: 'It can do anything there with what the account has, as if it had the key. Some wallets set this up; if you do not want it, remove it.',
  noted: 'A contract can act for this account on this network:',
  takes: 'This contract can act for the account now, and no longer when this is carried out:',
  remove: 'Remove',
  removeOn: (network: string) => `Remove on ${network}`,
  removing: (network: string) => `Being removed on ${network}`,
  removeNow: 'Remove the delegation',
  contract: (networks: string) =>
    `On ${networks} the address of this account is itself a contract. Holdall cannot change that, and what is sent there may be lost.`,
};
