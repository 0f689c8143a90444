import * as app from './en/app';
import { control } from './en/control';
import { errors, reasons } from './en/errors';
import { imported } from './en/imported';
import { networks } from './en/networks';
import { preview } from './en/preview';
import { received } from './en/received';
import { settings } from './en/settings';
import { tokens } from './en/tokens';
import { waiting } from './en/waiting';
import { welcome } from './en/welcome';

export const en = { ...app, control, errors, imported, networks, reasons, preview, received, settings, tokens, waiting, welcome };

/** What every language has to have: a missing word does not compile. */
export type Words = typeof en;
