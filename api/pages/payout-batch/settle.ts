import type { Response } from 'express';
import { listOrderRecords } from '../../../db/reads/order.ts';
import type { BatchLineState } from '../../../domain/payout-batch.ts';
import { Refused } from '../../actions/errors.ts';
import { read } from '../../forms/read.ts';
import { settleFailedLine, payLine, settleRemovedLine, getShownBatch } from '../../actions/payout-batch.ts';
import type { LineAddress } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import type { Code } from '../../actions/problems.ts';
import { clickQuery } from '../click-outcome.ts';
import { pageKey } from '../page-key.ts';
import type { PageHandler } from '../page.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { formErrorsOf } from '../form-errors.ts';
import { lineAddressOf } from './address.ts';
import { insistReferenceCompared, nameReferenceError, PAYOUT_FIELDS, withPayoutFaults } from './payout-faults.ts';
import { RESULT_FORMS } from './settle-forms.ts';
import type { Result } from './settle-forms.ts';
import { renderBatch } from './show.ts';
import type { MemberVisit } from '../visit.ts';

/** Marks a line paid: the payout of its order is recorded. The same form sent again is the same click. @source D2 */
export const takePayment: PageHandler = (portal, visit, response) =>
  settleLine(portal, visit, response, 'payment', async (address) => {
    const { account } = visit;
    const body = read(RESULT_FORMS.payment, visit.values);
    await insistPaymentCompared(portal, visit, address);
    const key = pageKey(`payLine ${address.lineId}`, visit.values);
    return clickQuery(await payLine(portal, { account, key }, address, body), { told: 'paid' });
  });

/** The reference beside those of the batch's other lines and of the order's payouts; a line that is settled may be the same click again. */
async function insistPaymentCompared(portal: Portal, { language, values }: MemberVisit, address: LineAddress) {
  const { lines } = await getShownBatch(portal, address.id, language);
  const line = lines.find(({ id }) => id === address.lineId);
  if (line?.state !== 'waiting') return;
  const records = await listOrderRecords(portal.db, [line.order.id]);
  insistReferenceCompared(values, [...lines, ...(records.get(line.order.id)?.order.payouts ?? [])]);
}

/** Marks a line failed, with the reason: its order may be put into another batch. @source D2 */
export const takeFailure: PageHandler = (portal, visit, response) =>
  settleLine(portal, visit, response, 'failure', async (address) => {
    const { account } = visit;
    const { reason } = read(RESULT_FORMS.failure, visit.values);
    const key = pageKey(`failLine ${address.lineId}`, visit.values);
    const fail = async () =>
      clickQuery(await settleFailedLine(portal, { account, key }, address, reason), { told: 'failed' });
    return settleOnce(portal, visit, address, { state: 'failed', reason }, fail);
  });

/** Takes a line out of its batch; with the reason, where a file was exported. @source D2 */
export const takeRemoval: PageHandler = (portal, visit, response) =>
  settleLine(portal, visit, response, 'removal', async (address) => {
    const { removalReason: reason } = read(RESULT_FORMS.removal, visit.values);
    const remove = async () => {
      await settleRemovedLine(portal, visit.account, address, reason);
      return { told: 'removed' };
    };
    return settleOnce(portal, visit, address, { state: 'removed', reason }, remove);
  });

/** Which field of a line's forms a refusal is about. */
const REFUSED_FIELDS: Partial<Record<Code, string>> = {
  ...PAYOUT_FIELDS,
  'payout.removal-reason-required': 'removalReason',
};

/** On to the batch's page, which says what was done; or the same page with the form as it was sent and what was wrong. */
async function settleLine(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  result: Result,
  take: (address: LineAddress) => Promise<Query>,
): Promise<void> {
  const address = lineAddressOf(visit);
  try {
    const told = await take(address);
    response.redirect(303, `${paths.payoutBatch(address.id, { ...told, line: address.lineId })}#l-${address.lineId}`);
  } catch (error) {
    const said = formErrorsOf(error, visit.language, REFUSED_FIELDS);
    const named = nameReferenceError(said, visit.language);
    const formErrors = result === 'payment' ? withPayoutFaults(named, visit.values, visit.language) : said;
    const failed = { lineId: address.lineId, result, values: visit.values, formErrors };
    return renderBatch(portal, visit, response, { failed });
  }
}

interface Done {
  readonly state: BatchLineState;
  readonly reason: string | null;
}

/** What a form that settles a line comes to; one sent twice finds its own doing done. */
async function settleOnce(
  portal: Portal,
  visit: MemberVisit,
  address: LineAddress,
  { state, reason }: Done,
  settle: () => Promise<Query>,
): Promise<Query> {
  try {
    return await settle();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'payout.line-settled') throw error;
    const { lines } = await getShownBatch(portal, address.id, visit.language);
    const line = lines.find(({ id }) => id === address.lineId);
    if (line?.settledBy !== visit.account.name || line.state !== state || line.reason !== reason) throw error;
    return { told: state };
  }
}
