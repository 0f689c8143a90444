import { useEffect, useState } from 'react';

/** Long enough that a click meant for what was there before does not land on what is there now. */
export const settleTime = 600;

/**
 * Whether what `key` stands for has been in front of the user, unchanged, for {@link settleTime}: starts again when the subject changes,
 * the window gets the focus, comes out of hiding or changes its size.
 */
export function useSettled(key: string): boolean {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const start = () => {
      clearTimeout(timer);
      setSettled(undefined);
      if (document.visibilityState === 'visible') timer = setTimeout(() => setSettled(key), settleTime);
    };
    start();
    const events = ['focus', 'resize'] as const;
    events.forEach((event) => window.addEventListener(event, start));
    document.addEventListener('visibilitychange', start);
    return () => {
      clearTimeout(timer);
      events.forEach((event) => window.removeEventListener(event, start));
      document.removeEventListener('visibilitychange', start);
    };
  }, [key]);
  return settled === key;
}
