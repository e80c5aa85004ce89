import { findCommand } from '../../db/reads/command.ts';
import { isId } from '../forms/fields.ts';
import type { ClickResult } from '../actions/click.ts';
import { undoneCode } from '../actions/outcomes.ts';
import type { Portal } from '../actions/portal.ts';
import { problemRow } from '../actions/problems.ts';
import type { Query } from './paths.ts';
import type { Visit } from './visit.ts';

/** What became of the reader's last click: done, refused, or still under way, and then the page asks again by itself. */
export interface OutcomeView {
  readonly toast?: string;
  readonly refused?: string;
  readonly waiting?: string;
}

/** What a click came to, as the next page's address says it: `done`, or which command is waited for. */
export const clickQuery = (result: ClickResult<unknown>, done: Query): Query =>
  result.done ? done : { accepted: result.commandId };

type Click = NonNullable<Awaited<ReturnType<typeof findCommand>>>;

/** The reader's own click that the address names, which was only accepted when it was answered (`?accepted=`). */
export async function findClick({ db }: Pick<Portal, 'db'>, { account, query }: Visit): Promise<Click | undefined> {
  const { accepted } = query;
  if (!account || typeof accepted !== 'string' || !isId(accepted)) return undefined;
  return findCommand(db, accepted.toLowerCase(), account.id);
}

/** What a page says of such a click. */
interface ClickWords {
  readonly waiting: string;
  /** For a refusal that has no words. */
  readonly notDone: string;
  readonly done: string;
}

/** What became of a click, in the words of its page. */
export function describeClick({ state, code }: Click, { language }: Visit, words: ClickWords): OutcomeView {
  if (state === 'accepted') return { waiting: words.waiting };
  if (state === 'done') return { toast: words.done };
  const reason = undoneCode({ state, code });
  return { refused: reason ? problemRow(reason)[language] : words.notDone };
}
