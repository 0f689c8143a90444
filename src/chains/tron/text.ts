import { fromUtf8, toHex } from '../../core/bytes';
import type { DetailValue } from '../adapter';

/** Bytes as the text they are, or as hex where they are none. */
export function readable(bytes: Uint8Array): DetailValue {
  const text = textOf(bytes);
  return text === undefined ? { kind: 'bytes', hex: toHex(bytes) } : { kind: 'text', text };
}

/** Undefined for what is not UTF-8, and for control characters other than line ends and tabs, which only binary data has. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = fromUtf8(bytes);
    return /[^\P{Cc}\n\r\t]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
