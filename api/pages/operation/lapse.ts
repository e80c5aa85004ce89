import { isGrpcServiceError, ScheduleNotFoundError } from '@temporalio/client';
import { LAPSE_SCHEDULE } from '../../../workflows/messages/upkeep.ts';
import type { Portal } from '../../actions/portal.ts';

const ASK_MS = 2_000;

/** When vouchers past their useBy were last lapsed, as Temporal knows; null: never, or it cannot be asked. */
export async function findLastLapse({ temporal }: Pick<Portal, 'temporal'>): Promise<string | null> {
  try {
    const { info } = await temporal.withDeadline(Date.now() + ASK_MS, () =>
      temporal.schedule.getHandle(LAPSE_SCHEDULE).describe(),
    );
    return info.recentActions.at(-1)?.takenAt.toISOString() ?? null;
  } catch (error) {
    if (isGrpcServiceError(error) || error instanceof ScheduleNotFoundError || hasGrpcCause(error)) return null;
    throw error;
  }
}

const hasGrpcCause = (error: unknown): boolean => error instanceof Error && isGrpcServiceError(error.cause);
