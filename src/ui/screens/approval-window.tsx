import { Frame } from '../frame';
import { useWords } from '../i18n/words';
import { useWallet } from '../wallet';
import { Questions } from './requests';
import { Unlock } from './unlock';

/** The window that opens when a site asks for something. */
export function ApprovalWindow() {
  return <Frame>{(status) => (status === 'unlocked' ? <Questions onEmpty={close} /> : <Locked />)}</Frame>;
}

const close = () => window.close();

function Locked() {
  const { t } = useWords();
  const askers = useWallet(['approvals'], (from) => from.approvals.askers()).value ?? [];
  const waiting = useWallet(['approvals'], (from) => from.approvals.list()).value?.filter((approval) => approval.state === 'pending').length ?? 0;
  return <Unlock askers={askers} {...(waiting > 0 && askers.length === 0 ? { note: t.home.waiting(waiting) } : {})} />;
}
