import type { Address, Warning } from '../../adapter';
import { danger } from '../../warnings';
import { sameAddress, zeroAddress } from '../addresses';
import { isCoin } from './known';
import { addressAt, integerAt, type Signed } from './signed';

/** Whether an order gives something for nothing, or its price to somebody else. What a fair price is, nobody can tell from the bytes. */
export function orderWarnings(signed: Signed): readonly Warning[] {
  const { values, call } = signed;
  const receiver = values.has('receiver') ? addressAt(signed, 'receiver') : zeroAddress;
  const elsewhere = !sameAddress(receiver, zeroAddress) && !sameAddress(receiver, call.account);
  const free = [...values.keys()].some((path) => {
    if (/(?:^|\.)offer\[0\]\.itemType$/.test(path)) return !isPaid(signed, `${path.slice(0, -'offer[0].itemType'.length)}consideration`);
    if (/(?:^|\.)(?:baseO|o)utputs\[0\]\.token$/.test(path)) return !isPaid(signed, path.slice(0, -'[0].token'.length));
    const price = prices[path];
    return price !== undefined && values.has(price) && !isWorth(addressAt(signed, price), integerAt(signed, path));
  });
  return [...(free ? [danger('gives-away')] : []), ...(elsewhere ? [danger('other-recipient')] : [])];
}

/** What is asked for at least, and the token it is asked in. */
const prices: Readonly<Record<string, string>> = { buyAmount: 'buyToken', takingAmount: 'takerAsset', takerAmount: 'takerToken' };

/** Whether something of a list goes to who signs. */
function isPaid(signed: Signed, list: string): boolean {
  const { values, call } = signed;
  for (let i = 0; values.has(`${list}[${i}].token`); i++) {
    const item = `${list}[${i}].`;
    if (!sameAddress(addressAt(signed, `${item}recipient`), call.account)) continue;
    // Pieces, or any piece of a collection: Seaport's item types 2 to 5.
    if (integerAt(signed, `${item}itemType`) >= 2n) return true;
    const amounts = ['amount', 'startAmount', 'endAmount'].filter((name) => values.has(`${item}${name}`)).map((name) => integerAt(signed, `${item}${name}`));
    if (amounts.length > 0 && amounts.every((amount) => isWorth(addressAt(signed, `${item}token`), amount))) return true;
  }
  return false;
}

/** Below a ten-thousandth of a coin (10¹⁴ wei), or a thousand of the smallest units, is nothing. */
const isWorth = (token: Address, amount: bigint): boolean => amount >= (isCoin(token) ? 100_000_000_000_000n : 1000n);
