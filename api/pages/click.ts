import { commandOf } from '../../db/reads/command.ts';
import type { ClickResult } from '../actions/click.ts';
import type { Portal } from '../actions/portal.ts';
import { isId } from '../forms/fields.ts';
import type { Query } from './paths.ts';
import type { Visit } from './visit.ts';

/** What a click came to, as the next page's address says it: `done`, or which command is waited for. */
export const clickQuery = (result: ClickResult<unknown>, done: Query): Query =>
  result.done ? done : { accepted: result.commandId };

/** The command that a page's address waits for, as it is now; undefined when it names none of the reader's. */
export async function findAcceptedClick({ db }: Pick<Portal, 'db'>, { account, query }: Visit) {
  const { accepted } = query;
  if (!account || typeof accepted !== 'string' || !isId(accepted)) return undefined;
  return commandOf(db, accepted.toLowerCase(), account.id);
}
