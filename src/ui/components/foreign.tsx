import { safeText, splitMarks } from '../safe-text';

/** Text that others wrote: inert, isolated from the words around it, its invisible characters marked. */
export function Foreign({ text }: { readonly text: string }) {
  return (
    <bdi className="foreign">
      {splitMarks(safeText(text)).map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} className="mark">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}
