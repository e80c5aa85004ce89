import { takeStep } from '../../actions/order.ts';
import type { Wanted } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
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
export const sendStep = async (portal: Portal, visit: MemberVisit, wanted: Wanted, sent: object): Promise<string> =>
  paths.order(wanted.orderId, await stepSent(portal, visit, wanted, sent));

/** The same, for a page that goes on elsewhere: what its address then says was done, or is waited for. */
export async function stepSent(portal: Portal, visit: MemberVisit, wanted: Wanted, sent: object): Promise<Query> {
  const { account } = visit;
  const { step } = wanted.request;
  const key = pageKey(`${step} ${wanted.orderId}`, sent);
  const asking = { account, key, language: visit.language };
  const answer = await takeStep(portal, asking, wanted, () => ({ status: 200, headers: {}, body: null }));
  return answer.status === 202 ? { accepted: answer.commandId } : { done: step };
}
