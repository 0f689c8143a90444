import { expect, it } from 'vitest';
import { offer } from '../../src/inpage/announce';
import { standBack } from '../../src/inpage/stand-back';

it('lets go of window.ethereum where Holdall has it, so that another wallet may take it', () => {
  const window: { ethereum?: unknown } = {};
  offer(window, 'ethereum', { isHoldall: true });
  standBack(window);
  expect('ethereum' in window).toBe(false);
});

it.each([undefined, null, 'x', {}, { isMetaMask: true }])('leaves %j where it is', (ethereum) => {
  const window = { ethereum };
  standBack(window);
  expect(window).toEqual({ ethereum });
});
