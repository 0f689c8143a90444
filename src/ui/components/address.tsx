import { useEffect, useState } from 'react';
import { groups } from '../format';
import { useWords } from '../i18n/words';
import { safeText } from '../safe-text';
import { Button } from './controls';
import { Foreign } from './foreign';

/** The whole address in groups of four. The gaps are drawn, not typed: what is copied is the address. */
export function WholeAddress({ address, testId }: { readonly address: string; readonly testId?: string }) {
  return (
    <bdi className="address" data-testid={testId}>
      {groups(safeText(address)).map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </bdi>
  );
}

/** A name is what the user meant, the address is what gets paid: never one without the other. */
export function NamedAddress({ name, address }: { readonly name: string; readonly address: string }) {
  return (
    <span className="named" data-testid="named-address">
      <Foreign text={name} /> <WholeAddress address={address} />
    </span>
  );
}

/** For lists and sentences, never for a screen that signs. */
export function shortAddress(address: string): string {
  const safe = safeText(address);
  return safe.length <= 14 ? safe : `${safe.slice(0, 6)}…${safe.slice(-6)}`;
}

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <Button
        icon={copied ? 'check' : 'copy'}
        onClick={() => {
          void navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        {copied ? t.common.copied : label}
      </Button>
      <span className="spoken" role="status">
        {copied ? t.common.copied : ''}
      </span>
    </>
  );
}
