import { inShanghai } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';

/** One block of a sheet: labelled values two in a row, or a table. */
export type Block =
  | { readonly title: string; readonly facts: readonly Fact[] }
  | {
      readonly title: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly note?: string;
    };

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Long text, a row of its own. */
  readonly wide?: boolean;
}

export interface Column {
  readonly label: string;
  /** In points; the rest is shared by those without. */
  readonly width?: number;
  readonly right?: boolean;
}

/** An instant as people in China read it: 2026-11-24 10:11:12. */
export const clock = (at: Instant): string => inShanghai(at).slice(0, 19).replace('T', ' ');
