import type { RefusalCode } from '../../domain/refusals.ts';

/** Thrown in a transaction that must not be kept; the command is refused instead. */
export class RefusedByRow extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}
