import type { TaskRow } from '../../../db/reads/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import { ORDER_DESKS } from '../order/desk/desks.ts';
import { PASSWORD_RESET_DESKS } from '../password-reset/desk/desks.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import type { Desk } from './desk.ts';

/** The desk of each kind of task; null for a kind that is answered on a page of its subject. */
export const DESKS: Readonly<Record<TaskKind, Desk | null>> = { ...ORDER_DESKS, ...PASSWORD_RESET_DESKS };

/** Where a task is worked on, and the inbox it is opened from, to which the desk leads back. */
export function hrefOfTask({ id, kind, subjectId }: Pick<TaskRow, 'id' | 'kind' | 'subjectId'>, inbox?: Query): string {
  if (DESKS[kind] !== null) return paths.task(id, inbox);
  return kind === 'closure' ? `${paths.order(subjectId)}#acts` : paths.orderSupplement(subjectId);
}
