/** One block of an order PDF: labelled values two in a row, or a table. */
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
