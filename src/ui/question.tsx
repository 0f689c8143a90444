import { useState } from 'react';
import type { ApprovalView } from '../wallet/views/approval';
import { WholeAddress } from './components/address';
import { Button } from './components/controls';
import { FeeChoice } from './components/fee-choice';
import { Foreign } from './components/foreign';
import { Fault, Notice } from './components/notice';
import { Where } from './components/where';
import { useAccountName } from './account-name';
import { ControlNotice } from './control';
import { Fails } from './fails';
import { useWords } from './i18n/words';
import { Assets } from './networks';
import { NetworkBody, SwitchBody } from './offered-network';
import { PreviewBody, Technical } from './preview';
import { TokenBody } from './offered-token';
import { useSettled } from './settled';
import { useApproveText } from './approve-text';
import { choiceOf } from './transfer';
import { Replaces } from './replaces';
import { Sealed } from './sealed';
import { useAction, wallet } from './wallet';

type QuestionProps = {
  readonly approval: ApprovalView;
  /** Someone else answers while this one is being worked on: the list must hold its place. */
  readonly onStart: () => void;
  readonly onEnd: (outcome: 'approved' | 'refused') => void;
};

/** One question and its two answers. What is approved is the digest of what stands here. */
export function Question({ approval, onStart, onEnd }: QuestionProps) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const { subject } = approval;
  const approve = useAction();
  const revise = useAction();
  const refuse = useAction();
  const [editing, setEditing] = useState(false);
  const [understood, setUnderstood] = useState<string>();
  const [accounts, setAccounts] = useState<readonly number[]>([approval.account.index]);
  const settled = useSettled(`${approval.id} ${approval.digest}`);
  const text = useApproveText(approval);
  const own = approval.origin === 'wallet';

  const fails = subject.kind === 'transaction' ? subject.fails : undefined;
  const dangers =
    !fails &&
    (('preview' in subject && subject.preview.warnings.some((warning) => warning.level === 'danger')) ||
      (subject.kind === 'token' && subject.look.resembles !== undefined));
  const cancels = 'preview' in subject && subject.preview.title === 'cancel';
  const moves = !cancels && !('preview' in subject && subject.preview.title === 'undelegate');
  const stale = subject.kind === 'transaction' && subject.stale === true;
  const over = approval.state !== 'pending' && approval.state !== 'approved' && !approve.busy;
  const ready =
    settled &&
    !stale &&
    !fails &&
    !editing &&
    !revise.busy &&
    !refuse.busy &&
    (!dangers || understood === approval.digest) &&
    (subject.kind !== 'connect' || accounts.length > 0);

  const yes = () => {
    onStart();
    approve.run(async () => {
      await wallet.approvals.approve(approval.id, approval.digest, ...(subject.kind === 'connect' ? [accounts] : []));
      onEnd('approved');
    });
  };
  const no = () =>
    refuse.run(async () => {
      await wallet.approvals.reject(approval.id);
      onEnd('refused');
    });

  return (
    <>
      <div className="screen-body question">
        {subject.kind !== 'switch' && subject.kind !== 'network' && (
          <Where network={approval.network} {...(subject.kind === 'connect' ? {} : { account: nameOf(approval.account), address: approval.account.address })} />
        )}
        {subject.kind === 'transaction' && subject.part && (
          <Notice testId="part">
            <strong>{t.approval.part(subject.part.at, subject.part.of)}</strong> {subject.part.at > 1 ? t.approval.partLater : t.approval.partFirst}
          </Notice>
        )}
        {fails && !over && <Fails fails={fails} busy={revise.busy} onAgain={() => revise.run(() => wallet.approvals.revise(approval.id, 'normal'))} />}
        {subject.kind === 'connect' && <ConnectBody accounts={subject.accounts} chosen={accounts} onChange={setAccounts} />}
        {subject.kind === 'switch' && <SwitchBody from={approval.network} to={subject.to} enable={subject.enable === true} stay={subject.stay === true} />}
        {subject.kind === 'network' && <NetworkBody {...subject} />}
        {subject.kind === 'token' && <TokenBody look={subject.look} network={approval.network} />}
        {subject.kind === 'transaction' && subject.replaces !== undefined && (
          <Replaces network={approval.network} preview={subject.preview} id={subject.replaces} />
        )}
        <ControlNotice approval={approval} />
        {'preview' in subject && (
          <Assets value={approval.assets ?? {}}>
            <PreviewBody
              preview={subject.preview}
              own={approval.account.address}
              fee={subject.kind === 'transaction' ? subject.fee.max : undefined}
              toName={subject.kind === 'transaction' ? subject.toName : undefined}
            />
          </Assets>
        )}
        {'preview' in subject && subject.preview.title === 'decrypt' && !over && <Sealed key={approval.digest} id={approval.id} digest={approval.digest} />}
        {subject.kind === 'transaction' && (
          <FeeChoice
            fees={subject.fees.length > 0 ? subject.fees : [subject.fee]}
            value={subject.fee.speed}
            disabled={fails !== undefined || revise.busy || approve.busy || over}
            editing={editing}
            onEditing={setEditing}
            fields={subject.customisable ? () => wallet.approvals.feeFields(approval.id) : undefined}
            onChange={(fee) => revise.run(() => wallet.approvals.revise(approval.id, fee))}
          />
        )}
        {'preview' in subject && <Technical preview={subject.preview} />}
        {own && !over && moves && <p className="note">{t.send.final}</p>}
        {stale && !over && (
          <Notice tone="warn">
            <span>{t.approval.stale}</span>
            <Button
              look="quiet"
              busy={revise.busy}
              data-testid="revise"
              onClick={() => revise.run(() => wallet.approvals.revise(approval.id, choiceOf(subject.fee)))}
            >
              {t.approval.update}
            </Button>
          </Notice>
        )}
        <Fault
          code={approve.error ?? revise.error ?? refuse.error ?? (over ? (approval.code ?? 'approval/gone') : undefined)}
          reason={approve.error ? approve.reason : revise.reason}
        />
      </div>
      <footer className="screen-foot">
        {over ? (
          <Button data-testid="close" onClick={() => onEnd('refused')}>
            {t.common.close}
          </Button>
        ) : (
          <>
            {dangers && (
              <label className="tick">
                <input
                  type="checkbox"
                  checked={understood === approval.digest}
                  data-testid="understand"
                  onChange={(event) => setUnderstood(event.target.checked ? approval.digest : undefined)}
                />
                <span>{t.approval.understand}</span>
              </label>
            )}
            <div className={isLong(text) ? 'answers stacked' : 'answers'}>
              <Button busy={refuse.busy} disabled={approve.busy} data-testid="reject" onClick={no}>
                {own ? (cancels ? t.waiting.keep : t.common.cancel) : t.approval.refuse}
              </Button>
              <Button look="primary" busy={approve.busy} disabled={!ready} data-testid="approve" onClick={yes}>
                {text}
              </Button>
            </div>
          </>
        )}
      </footer>
    </>
  );
}

type ConnectProps = {
  readonly accounts: readonly { readonly index: number; readonly name: string; readonly address: string }[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
};

function ConnectBody({ accounts, chosen, onChange }: ConnectProps) {
  const { t } = useWords();
  const nameOf = useAccountName();
  return (
    <>
      <p>{t.approval.connectText}</p>
      <fieldset className="group">
        <legend className="spoken">{t.approval.connectAccounts}</legend>
        {accounts.map(({ index, name, address }) => (
          <label key={index} className="row">
            <input
              type="checkbox"
              checked={chosen.includes(index)}
              data-testid={`connect-account-${index}`}
              onChange={(event) => onChange(event.target.checked ? [...chosen, index] : chosen.filter((each) => each !== index))}
            />
            <span className="row-text">
              <Foreign text={nameOf({ index, name })} />
              <span className="small-address">
                <WholeAddress address={address} />
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="note bad" role="status">
        {chosen.length === 0 ? t.approval.connectNone : ''}
      </p>
    </>
  );
}

/** Whether half the width would break a word or take a third line. Chinese letters are twice as wide. */
const isLong = (text: string): boolean => /\S{17}/.test(text) || text.replace(/[^\0-\u024F]/g, '..').length > 30;
