import { useEffect, useState } from 'react';
import { ageOf } from '../format';
import { useWords } from '../i18n/words';

/** How old a figure is; counts on by itself. `at`: Unix ms. */
export function Age({ at }: { readonly at: number }) {
  const { t } = useWords();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const age = ageOf(at, Math.max(now, at));
  return <time dateTime={new Date(at).toISOString()}>{age.unit === 'now' ? t.ages.now : t.ages[age.unit](age.count)}</time>;
}
