import type { TimelineEntry } from '../../../../db/reads/order-list.ts';
import type { HistoryEvent } from '../../../../db/reads/order-history.ts';
import { replayOrder } from '../../../../domain/order/replay.ts';
import { orderJsonFor } from '../../../actions/order.ts';
import type { TaskCase } from '../../task/case.ts';
import type { OrderCase } from '../case.ts';
import { isPersons } from '../events.ts';

/**
 * The case as it was when its task was closed, from the events recorded until then: what a decision found before it, and of
 * payouts what they came to. While the task is open it is the case as it is.
 *
 * @source D4
 */
export function restoreDecided(found: OrderCase, { task, closing }: Pick<TaskCase, 'task' | 'closing'>): OrderCase {
  const closedSeq = closing?.closedSeq ?? null;
  if (closedSeq === null) return found;
  const last = task.kind === 'payout' ? closedSeq : closedSeq - 1;
  const history = found.history.filter(({ seq }) => seq <= last);
  const file = { ...found.file, order: replayOrder(found.file.order, history) };
  const timeline = timelineOf(file.order.id, history);
  return { ...found, file, history, order: orderJsonFor({ file, timeline }, found) };
}

/** What people did, as the interface's timeline has it. */
const timelineOf = (orderId: string, history: readonly HistoryEvent[]): TimelineEntry[] =>
  history
    .filter(isPersons)
    .flatMap(({ actorId, actorName, actorRole, ...event }) =>
      actorId === null || actorName === null || actorRole === null
        ? []
        : [{ ...event, orderId, actorId, actorName, actorRole }],
    );
