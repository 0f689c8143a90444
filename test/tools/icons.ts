import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

/** `npm run icons`: renders the one drawing of the mark into the sizes the browsers want. */
const mark = readFileSync('public/mark.svg', 'utf8');
for (const size of [16, 32, 48, 128]) {
  writeFileSync(`public/icon/${size}.png`, new Resvg(mark, { fitTo: { mode: 'width', value: size } }).render().asPng());
}
