const paths = {
  back: 'M10 3 5 8l5 5',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  next: 'M6 3l5 5-5 5',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5V5h-2.5',
  lock: 'M4 7.5h8V13H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  send: 'M5 11 11 5M6 5h5v5',
  receive: 'M11 5 5 11M5 6v5h5',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  show: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  edit: 'M3 13v-2.5L10.5 3 13 5.5 5.5 13z',
  plus: 'M8 3v10M3 8h10',
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
  key: 'M8 8a2.75 2.75 0 1 0-5.5 0A2.75 2.75 0 0 0 8 8zM8 8h6v2.5M11.5 8v2',
  out: 'M6 3h7v7M13 3 4 12',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: what it means is always said in words beside it, or in the label of its button. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
