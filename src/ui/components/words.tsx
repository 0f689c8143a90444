import { useWords } from '../i18n/words';
import { Button } from './controls';

type WordListProps = { readonly phrase: string; readonly shown: boolean; readonly onShow: () => void };

/** A recovery phrase, drawn as text and never in a field that a browser could remember. Not in the page before it is asked for. */
export function WordList({ phrase, shown, onShow }: WordListProps) {
  const { t } = useWords();
  const words = phrase.split(' ');
  return (
    <div className={shown ? 'word-sheet' : 'word-sheet covered'}>
      <ol className="word-list" data-testid={shown ? 'revealed' : undefined} translate="no">
        {words.map((word, index) => (
          <li key={index} data-testid={`word-${index + 1}`}>
            {shown ? word : '\u00A0'}
          </li>
        ))}
      </ol>
      {!shown && (
        <div className="word-cover">
          <p>{t.welcome.covered}</p>
          <Button icon="show" data-testid="reveal" onClick={onShow}>
            {t.welcome.reveal}
          </Button>
        </div>
      )}
    </div>
  );
}
