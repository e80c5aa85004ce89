import { takeStep } from '../../actions/order.ts';
import type { WantedStep } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { clickQuery } from '../click-outcome.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';

/**
 * Takes a step from a page's form, through the same door as a client. The same form with the same content is the same click,
 * however often it is sent.
 *
 * @returns where to go on: the order's page, which says what was done, or follows the click until it is
 * @throws Refused what the rule or the recording says; InvalidInput
 */
export const sendStep = async (portal: Portal, visit: MemberVisit, wanted: WantedStep, sent: object): Promise<string> =>
  paths.order(wanted.orderId, await stepSent(portal, visit, wanted, sent));

/** The same, for a page that goes on elsewhere: what its address then says was done, or is waited for. */
export async function stepSent(portal: Portal, visit: MemberVisit, wanted: WantedStep, sent: object): Promise<Query> {
  const { step } = wanted.request;
  const key = pageKey(`${step} ${wanted.orderId}`, sent);
  return clickQuery(await takeStep(portal, { account: visit.account, key }, wanted), { done: step });
}
