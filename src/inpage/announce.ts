import type { Page } from './provider';

/** EIP-6963 and TIP-6963: says who we are now, and again whenever the page asks. The detail is frozen, as the standards want it. */
export function announce({ window, info }: Page, standard: 'eip6963' | 'TIP6963', provider: object): void {
  const { CustomEvent } = window;
  const dispatch = window.dispatchEvent.bind(window);
  const detail = Object.freeze({ info: Object.freeze({ ...info }), provider });
  const say = () => dispatch(new CustomEvent(`${standard}:announceProvider`, { detail }));
  window.addEventListener(`${standard}:requestProvider`, say);
  say();
}

/**
 * Puts a global where there is none: another wallet's, or the page's own, stays, and one that comes later may take ours. What an assignment
 * makes can be configured and written.
 */
export function offer(window: object, name: string, value: unknown): void {
  if (!(name in window)) (window as Record<string, unknown>)[name] = value;
}
