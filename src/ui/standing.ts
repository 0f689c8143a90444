import { useEffect, useState } from 'react';
import type { Waiting } from '../chains/adapter';
import { familyOf } from '../chains/registry';
import type { ActivityView } from '../wallet/views/activity';
import { useNetwork } from './networks';

/** Why a transaction that waits does so, where there is more to say than that it does: `long` is longer than is usual on its chain. */
export function useTrouble(entry: ActivityView | undefined): Waiting | 'long' | undefined {
  const family = useNetwork(entry?.network)?.family;
  const [now, setNow] = useState(Date.now);
  const waits = entry?.state === 'pending' || entry?.waiting !== undefined;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, [waits]);
  if (!entry || !waits || family === undefined) return undefined;
  const { patience } = familyOf(family);
  return entry.waiting ?? (patience !== undefined && now - entry.createdAt > patience * 1_000 ? 'long' : undefined);
}
