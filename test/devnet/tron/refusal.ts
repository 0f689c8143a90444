/** The names of the protocol's `Return.response_code`. */
export type Refusal =
  'SIGERROR' | 'CONTRACT_VALIDATE_ERROR' | 'BANDWITH_ERROR' | 'DUP_TRANSACTION_ERROR' | 'TAPOS_ERROR' | 'TRANSACTION_EXPIRATION_ERROR' | 'OTHER_ERROR';

/** Why a transaction is not let in. */
export class Refused extends Error {
  readonly code: Refusal;
  constructor(code: Refusal, message: string) {
    super(message);
    this.code = code;
  }
}
