import { useContext, useState } from 'react';
import type { Detail, FeeOption, Preview } from '../chains/adapter';
import { partsOf } from '../core/caip';
import { WholeAddress } from './components/address';
import { Amount } from './components/amount';
import { Foreign } from './components/foreign';
import { Notice } from './components/notice';
import { timeText } from './format';
import { useWords } from './i18n/words';
import { Assets, writtenAs } from './networks';

type PreviewProps = {
  readonly preview: Preview;
  /** The address that stands above this, whole. */
  readonly own?: string | undefined;
  /** The fee that stands below. */
  readonly fee?: FeeOption['max'] | undefined;
  /** How the user called the recipient. */
  readonly toName?: string | undefined;
  /** What the sender calls himself. */
  readonly fromName?: string | undefined;
};

/** What a person is shown before they sign, for every chain and every kind of request: what leaves and comes, what is risky, and every detail. */
export function PreviewBody({ preview, own, fee, toName, fromName }: PreviewProps) {
  const { t } = useWords();
  const parties = new Set(preview.changes.map((change) => change.party));
  // Who receives a change stands whole beside its amount, and who signs above it all; a row that says the same again would only hide the others.
  const isShown = ({ label, value }: Detail) => {
    if (value.kind === 'address') return label === 'to' ? parties.has(value.address) : (label === 'signer' || label === 'from') && value.address === own;
    return label === 'fee' && value.kind === 'amount' && value.asset === fee?.asset && value.amount === fee.amount;
  };
  const details = preview.details.filter((detail) => !isShown(detail) && !isTechnical(detail, preview));
  return (
    <>
      {preview.warnings.map(({ level, code }) => (
        <Notice key={code} tone={level === 'danger' ? 'bad' : 'warn'} testId={`warning-${code}`}>
          {t.preview.warnings[code]}
        </Notice>
      ))}
      <Unverified preview={preview} />
      {preview.changes.length > 0 && (
        <ul className="group changes">
          {preview.changes.map(({ direction, asset, amount, party }, index) => (
            <li key={index} className="change">
              <span className="note">{t.approval[direction]}</span>
              <span className={`sum ${direction}`}>
                <Amount asset={asset} amount={amount} whole />
              </span>
              {party !== undefined && (
                <span>
                  <span className="note">{t.approval.party[direction]}</span> <PartyName name={direction === 'out' ? toName : fromName} />{' '}
                  <WholeAddress address={party} testId="party" />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {details.length > 0 && (
        <dl className="group details">
          {details.map((detail, index) => (
            <DetailRow key={index} detail={detail} />
          ))}
        </dl>
      )}
    </>
  );
}

/** Beside the address, never without it. */
function PartyName({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <span data-testid="party-name">
      <Foreign text={name} />
    </span>
  );
}

/** What says nothing to most people, and changes neither what leaves nor who gets it: closed, and below the rest. */
export function Technical({ preview }: PreviewProps) {
  const { t } = useWords();
  const details = preview.details.filter((detail) => isTechnical(detail, preview));
  if (details.length === 0) return null;
  return (
    <details className="group technical" data-testid="technical">
      <summary className="row">{t.approval.details}</summary>
      <dl className="details">
        {details.map((detail, index) => (
          <DetailRow key={index} detail={detail} />
        ))}
      </dl>
    </details>
  );
}

const technical: ReadonlySet<Detail['label']> = new Set([
  'blockhash',
  'delegation-nonce',
  'domain-hash',
  'fee-rate',
  'gas-limit',
  'message-hash',
  'nonce',
  'signed-hash',
]);

/** How a contract is told to send a token: what it says stands above already, as what leaves and who gets it. */
const ofTransfer: ReadonlySet<Detail['label']> = new Set(['method', 'data', 'amount']);

/** The bytes of a message are, where its text stands in full view and hides nothing. */
function isTechnical({ label }: Detail, { title, changes, details, warnings }: Preview): boolean {
  const has = (wanted: Detail['label']) => details.some((other) => other.label === wanted);
  if (label === 'message-hex') return has('message') && warnings.every(({ code }) => code !== 'control-characters');
  const isPlainTransfer =
    title === 'send' && changes.length === 1 && has('method') && !has('field') && details.filter((one) => one.label === 'data').length === 1;
  if (isPlainTransfer && ofTransfer.has(label)) return true;
  return technical.has(label);
}

/** Says of which tokens only their own contract says what they are called and how they are counted. */
function Unverified({ preview: { changes, details } }: { readonly preview: Preview }) {
  const { t } = useWords();
  const views = useContext(Assets);
  const named = [...changes.map(({ asset }) => asset), ...details.flatMap(({ value }) => (value.kind === 'amount' ? [value.asset] : []))];
  const unverified = [...new Set(named)].filter((asset) => Object.hasOwn(views, asset) && views[asset]!.source === 'chain');
  return unverified.map((asset) => (
    <Notice key={asset} testId="unverified-token">
      {t.tokens.unverified(writtenAs(asset, views[asset]!).symbol)} <WholeAddress address={partsOf(asset).reference} />
    </Notice>
  ));
}

function DetailRow({ detail }: { readonly detail: Detail }) {
  const { t } = useWords();
  const tall = detail.label === 'message' || detail.label === 'statement' || detail.value.kind !== 'time';
  return (
    <div className={tall ? 'detail tall' : 'detail'} data-depth={detail.depth} data-testid={`detail-${detail.label}`}>
      <dt>{detail.name === undefined ? t.preview.details[detail.label] : <Foreign text={detail.name} />}</dt>
      <dd>
        <DetailContent value={detail.value} />
      </dd>
    </div>
  );
}

function DetailContent({ value }: { readonly value: Detail['value'] }) {
  const { t, language } = useWords();
  switch (value.kind) {
    case 'text':
      return <Folded text={value.text} length={600} />;
    case 'address':
      return <WholeAddress address={value.address} />;
    case 'none':
      return t.preview.none;
    case 'amount':
      if (value.unlimited)
        return (
          <>
            {t.preview.unlimited} <code className="asset">{value.asset}</code>
          </>
        );
      return <Amount asset={value.asset} amount={value.amount} whole />;
    case 'time':
      return <time dateTime={new Date(value.at).toISOString()}>{timeText(value.at, language)}</time>;
    case 'bytes':
      return (
        <code>
          <Folded text={`0x${value.hex}`} length={130} note={t.approval.bytes(value.hex.length / 2)} />
        </code>
      );
  }
}

/** Long text, cut with a way to see all of it. */
export function Folded({ text, length, note }: { readonly text: string; readonly length: number; readonly note?: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const characters = [...text];
  if (characters.length <= length) return <Foreign text={text} />;
  return (
    <>
      <Foreign text={open ? text : `${characters.slice(0, length).join('')}…`} />
      <button type="button" className="unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t.common.showLess : t.common.showWhole}
        {note !== undefined && ` (${note})`}
      </button>
    </>
  );
}
