import * as v from 'valibot';
import { PageError } from '../core/errors';
import type { Json } from '../core/json';
import type { Family, PageFailure } from './family';

/** How a family's page methods refuse: with the numbers of its own standard. */
export function refusals({ pageErrors }: Pick<Family, 'pageErrors'>) {
  const failure = (reason: PageFailure, message: string): PageError => new PageError(pageErrors[reason], message);
  return {
    failure,
    /** What `schema` makes of the params. Throws `invalid-params`. */
    read<const S extends v.GenericSchema>(schema: S, params: Json): v.InferOutput<S> {
      const result = v.safeParse(schema, params);
      if (!result.success) throw failure('invalid-params', 'The params of the request are not valid.');
      return result.output;
    },
  };
}
