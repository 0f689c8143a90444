import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Fault } from './components/notice';
import { SpeechProvider } from './i18n/words';
import './theme/tokens.css';
import './theme/base.css';
import './theme/parts.css';
import './theme/screens.css';

/** Puts a page's tree into its only element. A screen that breaks is replaced by words and a way back, never by an empty page. */
export function mount(tree: ReactNode): void {
  const root = createRoot(document.getElementById('root')!, {
    onUncaughtError: () =>
      setTimeout(() =>
        root.render(
          <SpeechProvider setting="auto">
            <div className="gate">
              <Fault code="internal" retry={() => location.reload()} />
            </div>
          </SpeechProvider>,
        ),
      ),
  });
  root.render(<StrictMode>{tree}</StrictMode>);
}
