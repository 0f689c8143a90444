import { useState, type FormEvent } from 'react';
import { Button, Field } from '../../components/controls';
import { Fault } from '../../components/notice';
import { WordList } from '../../components/words';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';
import { Step } from './step';

type ShowProps = { readonly phrase: string; readonly onPhrase: (phrase: string) => void; readonly onBack: () => void; readonly onNext: () => void };

export function ShowWords({ phrase, onPhrase, onBack, onNext }: ShowProps) {
  const { t } = useWords();
  const [seen, setSeen] = useState(false);
  const { error, run } = useAction();
  const count = phrase.split(' ').length;
  return (
    <Step title={t.welcome.showTitle} text={t.welcome.showText} at={[1, 3]} onBack={onBack}>
      <fieldset className="pills">
        <legend>{t.welcome.lengthLabel}</legend>
        {([12, 24] as const).map((length) => (
          <label key={length} className="pill">
            <input
              type="radio"
              name="length"
              checked={count === length}
              data-testid={`words-${length}`}
              onChange={() =>
                run(async () => {
                  onPhrase(await wallet.vault.generate(length));
                  setSeen(false);
                })
              }
            />
            <span>{t.welcome.words(length)}</span>
          </label>
        ))}
      </fieldset>
      <WordList phrase={phrase} shown={seen} onShow={() => setSeen(true)} />
      <Fault code={error} />
      <Button look="primary" data-testid="continue" disabled={!seen} onClick={onNext}>
        {t.welcome.written}
      </Button>
    </Step>
  );
}

type AskProps = { readonly phrase: string; readonly onBack: () => void; readonly onNext: () => void };

/** Three words, so that nobody goes on with an empty sheet of paper. */
export function AskWords({ phrase, onBack, onNext }: AskProps) {
  const { t } = useWords();
  const words = phrase.split(' ');
  const [asked] = useState(() => threeOf(words.length));
  const [answers, setAnswers] = useState<readonly string[]>(['', '', '']);
  const [wrong, setWrong] = useState<number>();

  const check = (event: FormEvent) => {
    event.preventDefault();
    const miss = asked.find((position, index) => answers[index]!.trim().toLowerCase() !== words[position]);
    setWrong(miss);
    if (miss === undefined) onNext();
  };

  return (
    <Step title={t.welcome.askTitle} text={t.welcome.askText} at={[2, 3]} onBack={onBack}>
      <form onSubmit={check}>
        {asked.map((position, index) => (
          <Field key={position} label={t.welcome.word(position + 1)} error={wrong === position ? t.welcome.askWrong(position + 1) : undefined}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                autoFocus={index === 0}
                data-testid={`ask-word-${position + 1}`}
                value={answers[index]}
                onChange={(event) => {
                  setWrong(undefined);
                  setAnswers(answers.with(index, event.target.value));
                }}
              />
            )}
          </Field>
        ))}
        <Button type="submit" look="primary" data-testid="continue" disabled={answers.some((answer) => answer.trim() === '')}>
          {t.welcome.askSubmit}
        </Button>
      </form>
    </Step>
  );
}

/** Three different positions, in order. */
function threeOf(count: number): readonly number[] {
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(crypto.getRandomValues(new Uint32Array(1))[0]! % count);
  return [...chosen].sort((a, b) => a - b);
}
