import { useHashLocation } from 'wouter/use-hash-location';
import { Button } from '../components/controls';
import { Heading } from '../components/heading';
import { Fault } from '../components/notice';
import { useWords } from '../i18n/words';
import { useNetwork } from '../networks';
import { Question } from '../question';
import { useWallet, wallet } from '../wallet';
import type { ApprovalView } from '../../wallet/views/approval';

/** The user's own transfer, decoded from the bytes that will be signed. */
export function Review({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const { value: approval, error } = useWallet(['approvals'], (from) => from.approvals.get(id), id);
  const network = useNetwork(approval?.network);

  const end = (outcome: 'approved' | 'refused') => {
    if (outcome === 'refused' || !approval) return go('/', { replace: true });
    void newest(approval).then((path) => go(path, { replace: true }));
  };

  return (
    <main className={network?.testnet ? 'screen striped-edge' : 'screen'}>
      <header className="screen-head">
        <Heading>{t.send.reviewTitle}</Heading>
      </header>
      {approval && (
        <Question
          approval={approval}
          onStart={() => {
            /* it is the only one */
          }}
          onEnd={end}
        />
      )}
      {!approval && error && (
        <div className="screen-body">
          <Fault code={error} />
          <Button onClick={() => go('/', { replace: true })}>{t.common.close}</Button>
        </div>
      )}
    </main>
  );
}

/** Where the transaction that an approval became is shown. */
async function newest({ network, createdAt }: ApprovalView): Promise<string> {
  const entries = await wallet.activity.list().catch(() => []);
  const [entry] = entries
    .filter((each) => each.network === network && each.origin === 'wallet' && each.createdAt >= createdAt)
    .sort((a, b) => b.createdAt - a.createdAt);
  return entry ? `/activity/${entry.network}/${entry.id}` : '/activity';
}
