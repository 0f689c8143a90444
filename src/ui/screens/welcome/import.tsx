import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { PhraseCheck } from '../../../wallet/views/account';
import { Button } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';
import { Step } from './step';

const lengths = [12, 15, 18, 21, 24] as const;

export function ImportPhrase({ onBack, onNext }: { readonly onBack: () => void; readonly onNext: (phrase: string) => void }) {
  const { t } = useWords();
  const [words, setWords] = useState<readonly string[]>(() => Array<string>(12).fill(''));
  const [shown, setShown] = useState(false);
  const [pasted, setPasted] = useState<number>();
  const [check, setCheck] = useState<PhraseCheck>();
  const { busy, error, run } = useAction();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const focusNext = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (focusNext.current !== undefined) inputs.current[focusNext.current]?.focus();
    focusNext.current = undefined;
  }, [words]);

  const change = (next: readonly string[]) => {
    setCheck(undefined);
    setPasted(undefined);
    setWords(next);
  };

  /** One word stays in its field; several are spread from there, and a whole phrase fills the sheet. */
  const type = (index: number, text: string) => {
    const typed = text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[\s,;\u3000]+/)
      .filter(Boolean);
    if (typed.length <= 1) {
      // A space means "next word".
      if (/\s$/.test(text) && typed.length === 1) focusNext.current = index + 1;
      return change(words.with(index, typed[0] ?? ''));
    }
    if (typed.length >= 12) {
      const length = lengths.find((candidate) => candidate >= typed.length);
      change(Array.from({ length: length ?? 24 }, (_none, at) => typed[at] ?? ''));
      if (typed.length !== length) setPasted(typed.length);
      return;
    }
    focusNext.current = Math.min(index + typed.length, words.length - 1);
    return change(words.map((word, at) => typed[at - index] ?? word));
  };

  const filled = words.every((word) => word !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const phrase = words.join(' ');
    run(async () => {
      const result = await wallet.vault.check(phrase);
      setCheck(result);
      if (result.ok) onNext(phrase);
    });
  };

  const wrong = new Set(check?.ok === false && check.code === 'phrase/unknown-word' ? check.positions : []);
  return (
    <Step title={t.welcome.importTitle} text={t.welcome.importText} at={[1, 2]} onBack={onBack}>
      <form onSubmit={submit} autoComplete="off">
        <div className="phrase-tools">
          <select
            aria-label={t.welcome.lengthLabel}
            value={words.length}
            data-testid="phrase-length"
            onChange={(event) => change(Array.from({ length: Number(event.target.value) }, (_none, at) => words[at] ?? ''))}
          >
            {lengths.map((length) => (
              <option key={length} value={length}>
                {t.welcome.words(length)}
              </option>
            ))}
          </select>
          <Button look="quiet" icon="show" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t.welcome.hideWords : t.welcome.showWords}
          </Button>
        </div>
        <ol className="word-list entry">
          {words.map((word, index) => (
            <li key={index}>
              <input
                ref={(element) => {
                  inputs.current[index] = element;
                }}
                className="input"
                type={shown ? 'text' : 'password'}
                value={word}
                aria-label={t.welcome.word(index + 1)}
                aria-invalid={wrong.has(index)}
                data-testid={`phrase-word-${index + 1}`}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                autoFocus={index === 0}
                onPaste={(event) => {
                  event.preventDefault();
                  type(index, event.clipboardData.getData('text'));
                }}
                onChange={(event) => type(index, event.target.value)}
              />
            </li>
          ))}
        </ol>
        {pasted !== undefined && (
          <Notice tone="bad" testId="error">
            {t.welcome.tooMany(pasted)}
          </Notice>
        )}
        {check?.ok === false && (
          <Notice tone="bad" testId="error">
            <span data-code={check.code}>
              {check.code === 'phrase/unknown-word' ? t.welcome.unknownWord(check.positions.map((position) => position + 1)) : t.errors[check.code]}
            </span>
          </Notice>
        )}
        <Fault code={error} />
        <Button type="submit" look="primary" busy={busy} data-testid="continue" disabled={!filled || pasted !== undefined}>
          {t.welcome.importSubmit}
        </Button>
        <Button look="quiet" onClick={() => change(words.map(() => ''))}>
          {t.welcome.clear}
        </Button>
      </form>
    </Step>
  );
}
