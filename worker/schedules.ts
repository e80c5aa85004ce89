import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleSpec } from '@temporalio/client';
import { DELIVERY, deliveryProcess } from '../workflows/messages/delivery.ts';
import {
  LAPSE,
  LAPSE_SCHEDULE,
  RECONCILIATION,
  RECONCILIATION_SCHEDULE,
  REREADING,
  REREADING_SCHEDULE,
} from '../workflows/messages/upkeep.ts';

const SCHEDULES: readonly { scheduleId: string; workflowType: string; spec: ScheduleSpec }[] = [
  { scheduleId: RECONCILIATION_SCHEDULE, workflowType: RECONCILIATION, spec: { intervals: [{ every: '15m' }] } },
  {
    scheduleId: LAPSE_SCHEDULE,
    workflowType: LAPSE,
    spec: { calendars: [{ hour: 0, minute: 10 }], timezone: 'Asia/Shanghai' },
  },
  { scheduleId: REREADING_SCHEDULE, workflowType: REREADING, spec: { intervals: [{ every: '1h' }] } },
];

/**
 * Creates the product's schedules where they are missing; a new one runs at once, for nobody knows what was missed. One that exists
 * stays as an operator has set it.
 */
export async function ensureSchedules(client: Client, taskQueue: string): Promise<void> {
  for (const { scheduleId, workflowType, spec } of SCHEDULES) {
    await client.schedule
      .create({
        scheduleId,
        spec,
        state: { triggerImmediately: true },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1h' },
        action: { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue },
      })
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      });
  }
}

/** Starts the delivery of mails where it does not run: for ever, unless somebody terminates it. */
export async function ensureDelivery(client: Client, taskQueue: string): Promise<void> {
  await client.workflow.start(DELIVERY, {
    workflowId: deliveryProcess(taskQueue),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: '发送邮件',
  });
}
