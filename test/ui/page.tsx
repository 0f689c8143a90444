import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** Draws `tree` into a fresh document and waits until what it asked the worker for has come. */
export async function show(tree: ReactNode) {
  document.body.innerHTML = '<div id="root"></div>';
  const root = createRoot(document.getElementById('root')!);
  await act(async () => root.render(tree));
  await settle();
  return { leave: () => act(async () => root.unmount()) };
}

/** Lets messages cross the wire and what follows from them be drawn. In steps: React draws when one ends. */
export async function settle(milliseconds = 20): Promise<void> {
  for (const end = Date.now() + milliseconds; Date.now() < end;) await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
}

export function find<E extends HTMLElement = HTMLElement>(testId: string): E {
  const element = document.querySelector<E>(`[data-testid="${testId}"]`);
  if (!element) throw new Error(`no ${testId} on the page: ${document.body.textContent}`);
  return element;
}

export const has = (testId: string): boolean => document.querySelector(`[data-testid="${testId}"]`) !== null;
export const text = (): string => document.body.textContent ?? '';

export async function click(testId: string): Promise<void> {
  await act(async () => find(testId).click());
  await settle();
}

export async function paste(testId: string, clipboard: string): Promise<void> {
  const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: { getData: () => clipboard } });
  await act(async () => {
    find(testId).dispatchEvent(event);
  });
  await settle();
}

/** Types as a person does: React sees the change. */
export async function type(testId: string, value: string): Promise<void> {
  const input = find<HTMLInputElement | HTMLTextAreaElement>(testId);
  const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
}

export async function choose(testId: string, value: string): Promise<void> {
  const select = find<HTMLSelectElement>(testId);
  await act(async () => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
}
