import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { Language, Settings } from '../../wallet/views/settings';
import { en, type Words } from './en';
import { zhCN } from './zh-CN';

const dictionaries: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };

type Spoken = { readonly t: Words; readonly language: Language };
const Speech = createContext<Spoken>({ t: en, language: 'en' });

/** `t` is the dictionary; `language` also says how numbers and dates are written. */
export const useWords = (): Spoken => useContext(Speech);

/** `auto` is the first of the browser's languages that we speak. */
export function languageOf(setting: Settings['language'], preferred: readonly string[]): Language {
  if (setting !== 'auto') return setting;
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

export function SpeechProvider({ setting, children }: { readonly setting: Settings['language']; readonly children: ReactNode }) {
  const language = languageOf(setting, navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(() => ({ t: dictionaries[language], language }), [language]);
  return <Speech value={spoken}>{children}</Speech>;
}
