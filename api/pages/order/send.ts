import type { Request } from 'express';
import { pageLanguage } from '../frame/appearance.ts';
import { found } from '../../actions/errors.ts';
import { takeStep } from '../../actions/order.ts';
import type { Wanted } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';

/**
 * Takes a step from a page's form, through the same door as a client. The same form with the same content is the same click,
 * however often it is sent.
 *
 * @returns where to go on: the order's page, which says what was done, or follows the click until it is
 * @throws Refused what the rule or the recording says; InvalidInput
 */
export const sendStep = async (portal: Portal, request: Request, wanted: Wanted, sent: object): Promise<string> =>
  paths.order(wanted.orderId, await stepSent(portal, request, wanted, sent));

/** The same, for a page that goes on elsewhere: what its address then says was done, or is waited for. */
export async function stepSent(portal: Portal, request: Request, wanted: Wanted, sent: object): Promise<Query> {
  const account = found(request.account, 'session.required');
  const { step } = wanted.request;
  const key = pageKey(`${step} ${wanted.orderId}`, sent);
  const asking = { account, key, language: pageLanguage(request) };
  const answer = await takeStep(portal, asking, wanted, () => ({ status: 200, headers: {}, body: null }));
  return answer.status === 202 ? { accepted: answer.commandId } : { done: step };
}
