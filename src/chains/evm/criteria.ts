import * as v from 'valibot';
import { addressText, quantityText } from './request';

export const hash = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{64}$/));
/** A block by its tag or number. */
export const blockRange = v.union([v.picklist(['latest', 'pending', 'earliest', 'safe', 'finalized']), quantityText]);
const addresses = v.union([addressText, v.pipe(v.array(addressText), v.maxLength(1000))]);
const topics = v.pipe(v.array(v.nullable(v.union([hash, v.pipe(v.array(hash), v.maxLength(1000))]))), v.maxLength(4));
export const logCriteria = v.strictObject({ address: v.optional(addresses), topics: v.optional(topics) });
export const logRange = v.strictObject({ fromBlock: v.optional(blockRange), toBlock: v.optional(blockRange), ...logCriteria.entries });
