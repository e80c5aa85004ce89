import type { Texts } from '../../domain/language.ts';

/** A refusal of the portal's own. */
export interface ProblemRow extends Texts {
  readonly status: number;
  readonly source: string;
}
