import { useCallback, useEffect, useState } from 'react';

/**
 * A secret on the screen, for `time` ms at most: not longer than a person needs, and not for whoever comes to the screen after them. `expose` with
 * undefined covers it, and shows nothing to a person who left while it was being opened.
 */
export function useExposed(time: number): readonly [secret: string | undefined, expose: (secret: string | undefined) => void] {
  const [secret, setSecret] = useState<string>();
  useEffect(() => {
    if (secret === undefined) return undefined;
    const cover = () => setSecret(undefined);
    const timer = setTimeout(cover, time);
    document.addEventListener('visibilitychange', cover);
    window.addEventListener('blur', cover);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', cover);
      window.removeEventListener('blur', cover);
    };
  }, [secret, time]);
  const expose = useCallback((next: string | undefined) => setSecret(document.visibilityState === 'hidden' ? undefined : next), []);
  return [secret, expose];
}
