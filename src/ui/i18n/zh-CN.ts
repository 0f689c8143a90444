import type { Words } from './en';
import * as app from './zh-CN/app';
import { control } from './zh-CN/control';
import { errors, reasons } from './zh-CN/errors';
import { imported } from './zh-CN/imported';
import { networks } from './zh-CN/networks';
import { preview } from './zh-CN/preview';
import { received } from './zh-CN/received';
import { settings } from './zh-CN/settings';
import { tokens } from './zh-CN/tokens';
import { waiting } from './zh-CN/waiting';
import { welcome } from './zh-CN/welcome';

export const zhCN: Words = { ...app, control, errors, imported, networks, reasons, preview, received, settings, tokens, waiting, welcome };
