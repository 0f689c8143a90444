import { Frame } from '../frame';
import { useWallet } from '../wallet';
import { Questions } from './requests';
import { Unlock } from './unlock';

/** The window that opens when a site asks for something. */
export function ApprovalWindow() {
  return <Frame>{(status) => (status === 'unlocked' ? <Questions onEmpty={close} /> : <Locked />)}</Frame>;
}

const close = () => window.close();

function Locked() {
  const askers = useWallet(['approvals'], (from) => from.approvals.askers()).value;
  return <Unlock askers={askers} />;
}
