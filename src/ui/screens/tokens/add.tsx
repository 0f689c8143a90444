import { useEffect, useState, type FormEvent } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { familyOf } from '../../../chains/registry';
import { codeOf, type ErrorCode } from '../../../core/errors';
import type { TokenLook } from '../../../wallet/views/asset';
import type { NetworkView } from '../../../wallet/views/network';
import { isAdvertised } from '../../bait';
import { Button, Field } from '../../components/controls';
import { NetworkChoice } from '../../components/network-choice';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { Where } from '../../components/where';
import { useWords } from '../../i18n/words';
import { useVisibleNetworks, writtenAs } from '../../networks';
import { useAction, wallet } from '../../wallet';
import { TokenFound } from './facts';

export function AddToken({ id }: { readonly id: string | undefined }) {
  const { t } = useWords();
  const networks = useVisibleNetworks().filter(({ family }) => familyOf(family).tokens);
  const network = networks.find((each) => each.id === id);
  if (network) return <AddForm network={network} />;
  return (
    <Screen title={t.tokens.add} back="/tokens">
      <p className="note">{t.tokens.addChoose}</p>
      <NetworkChoice networks={networks} path="/tokens/add" />
    </Screen>
  );
}

function AddForm({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const [address, setAddress] = useState('');
  const [piece, setPiece] = useState('');
  const { asking, look, error } = useLook(network, address, piece);
  const add = useAction();
  const aboutAddress = error?.startsWith('address/') || error === 'token/absent' ? error : undefined;
  const aboutPiece = error?.startsWith('token/id') ? error : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!look || look.listed) return;
    add.run(async () => {
      await wallet.tokens.add(look.token.asset);
      void wallet.balances.refresh([network.id]);
      go('/', { replace: true });
    });
  };

  return (
    <Screen
      title={t.tokens.add}
      back="/tokens"
      testnet={network.testnet}
      foot={
        <Button
          type="submit"
          form="add-token"
          {...(look && (look.resembles || isAdvertised(look)) ? { className: 'danger' } : { look: 'primary' })}
          busy={add.busy}
          disabled={!look || look.listed}
          data-testid="add"
        >
          {look ? t.tokens.addThis(writtenAs(look.token.asset, look.token).symbol) : t.tokens.add}
        </Button>
      }
    >
      <Where network={network.id} />
      <form id="add-token" onSubmit={submit}>
        <Field label={t.tokens.address} error={aboutAddress && t.errors[aboutAddress]} hint={asking ? t.tokens.looking : t.tokens.addressHint}>
          {(ids) => (
            <textarea
              {...ids}
              className="input address"
              rows={2}
              value={address}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              data-testid="token-address"
              onChange={(event) => setAddress(event.target.value.replace(/\s/g, ''))}
            />
          )}
        </Field>
        <Field label={t.tokens.number} error={aboutPiece && t.errors[aboutPiece]}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              inputMode="numeric"
              autoComplete="off"
              value={piece}
              data-testid="token-id"
              onChange={(event) => setPiece(event.target.value.replace(/\s/g, ''))}
            />
          )}
        </Field>
        <Fault code={aboutAddress || aboutPiece ? undefined : error} />
        {look && <TokenFound look={look} network={network} />}
        <Fault code={add.error} />
      </form>
    </Screen>
  );
}

type Look = { readonly asking: boolean; readonly look?: TokenLook; readonly error?: ErrorCode };

/** ms: long enough that not every key press asks. */
const pause = 300;

function useLook(network: NetworkView, address: string, piece: string): Look {
  const key = address === '' ? '' : `${network.id} ${address} ${piece}`;
  const [answer, setAnswer] = useState<Look & { readonly key: string }>({ key: '', asking: false });
  useEffect(() => {
    if (key === '') return;
    let stale = false;
    const timer = setTimeout(() => {
      wallet.tokens.look(network.id, address, ...(piece === '' ? [] : [piece])).then(
        (look) => {
          if (!stale) setAnswer({ key, asking: false, look });
        },
        (error: unknown) => {
          if (!stale) setAnswer({ key, asking: false, error: codeOf(error) });
        },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [key, network.id, address, piece]);
  if (key === '') return { asking: false };
  return answer.key === key ? answer : { asking: true };
}
