import { continueAsNew, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { DeliveryActivities, DeliveryInput } from './messages/delivery.ts';

const { deliverMails } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '15s', // after a kill, another worker goes on
  retry: { initialInterval: '2s', maximumInterval: '15s' }, // while the mail server is away: no event however long
});

/** About a day: an activity is six events in some minutes. */
const STRETCHES = 300;

/**
 * Sends mails, for ever. The activity itself looks for what waits: a timer here would cost a task every few seconds, day and
 * night. A mail server that is away shows as the activity's pending retry.
 */
export async function delivery(input: DeliveryInput = {}): Promise<void> {
  setCurrentDetails('发送邮件 · sends what stands in `mails`; what failed: runbook, *Mails do not go out*');
  for (let left = input.stretches ?? STRETCHES; left > 0 && !workflowInfo().continueAsNewSuggested; left -= 1)
    await deliverMails();
  await continueAsNew<typeof delivery>(input);
}
