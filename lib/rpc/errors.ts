/** The closed set of codes that may cross a boundary: page, popup, worker. */
export const ERROR_CODES = [
  'locked',
  'denied',
  'no-account',
  'unsupported',
  'invalid',
  'too-large',
  'busy',
  'signer-mismatch',
  'timeout',
  'disconnected',
  'disk-full',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error whose message is safe to show to a web page: it never carries keys, plaintext or other accounts. */
export class FacetError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FacetError';
    this.code = code;
  }
}

/** Input that does not fit; the message names the value and what was expected. */
export class InvalidError extends FacetError {
  constructor(message: string, options?: ErrorOptions) {
    super('invalid', message, options);
    this.name = 'InvalidError';
  }
}

/** The code of any thrown thing: `internal` for what is no error of Facet. */
export const toCode = (error: unknown): ErrorCode => (error instanceof FacetError ? error.code : 'internal');

/** An error as plain JSON, the only form in which one travels. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
}

/** Any thrown thing as a reply: known errors keep code and message, all others become `internal` with no detail. */
export function toErrorReply(error: unknown): ErrorReply {
  if (error instanceof FacetError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'Facet could not do this' };
}

/** The error of a reply; a code outside the set becomes `internal`. */
export function parseErrorReply({ code, message }: ErrorReply): FacetError {
  return new FacetError(ERROR_CODES.find((known) => known === code) ?? 'internal', message);
}
