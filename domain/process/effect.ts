import type { AttachmentKind } from '../attachment.ts';
import type { Day, Instant } from '../day.ts';
import type { Actor } from '../role.ts';
import type { Movement } from '../voucher.ts';

/** When and on which day a step is recorded, and by whom. */
export interface Taking {
  readonly commandId: string;
  readonly actor: Pick<Actor, 'id' | 'roles'>;
  readonly now: Instant;
  readonly today: Day;
}

/** A file a step names, and what it must be. */
export interface NamedFile {
  readonly id: string;
  readonly kind: AttachmentKind;
}

/** What a step does to its subject. */
export interface Effect<Row> {
  /** The facts that differ afterwards; `state` among them when it moves. */
  readonly facts: Partial<Row>;
  /** The voucher money it moves. */
  readonly movements: readonly Movement[];
  /** Files that belong to the subject from now on, with the kind each must be of. */
  readonly attachments: readonly NamedFile[];
  /** Whether people see other content than before: the version rises. */
  readonly content: boolean;
}

/** An effect that changes what people see; say only what it does besides. */
export const effect = <Row>(facts: Partial<Row>, more: Partial<Omit<Effect<Row>, 'facts'>> = {}): Effect<Row> => ({
  facts,
  movements: [],
  attachments: [],
  content: true,
  ...more,
});

/** The row after an effect: its facts, its event number, and its version where people see other content. */
export const rowAfter = <Row extends { readonly version: number; readonly seq: number }>(
  before: Row,
  { facts, content }: Pick<Effect<Row>, 'facts' | 'content'>,
): Row => ({ ...before, ...facts, version: before.version + (content ? 1 : 0), seq: before.seq + 1 });
