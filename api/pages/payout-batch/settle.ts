import type { Request, Response } from 'express';
import type { BatchLineState } from '../../../domain/payout-batch.ts';
import { found, Refused } from '../../actions/errors.ts';
import { read } from '../../forms/read.ts';
import { failedLine, payLine, removedLine, shownBatch } from '../../actions/payout-batch.ts';
import type { LineAddress } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { clickQuery } from '../click.ts';
import { pageKey } from '../page-key.ts';
import type { PageHandler } from '../page.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { troubleOf } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { lineAddressOf } from './address.ts';
import { RESULT_FORMS } from './settle-forms.ts';
import type { Result } from './settle-forms.ts';
import { renderBatch } from './show.ts';

/** Marks a line paid: the payout of its order is recorded. The same form sent again is the same click. @source D2 */
export const takePayment: PageHandler = (portal, request, response) =>
  taken(portal, request, response, 'payment', async (address) => {
    const account = found(request.account, 'session.required');
    const body = read(RESULT_FORMS.payment, request.body);
    const key = pageKey(`payLine ${address.lineId}`, request.body);
    return clickQuery(await payLine(portal, { account, key }, address, body), { told: 'paid' });
  });

/** Marks a line failed, with the reason: its order may be put into another batch. @source D2 */
export const takeFailure: PageHandler = (portal, request, response) =>
  taken(portal, request, response, 'failure', async (address) => {
    const account = found(request.account, 'session.required');
    const { reason } = read(RESULT_FORMS.failure, request.body);
    const before = { state: 'failed', reason } as const;
    await unlessDone(portal, request, address, before, () => failedLine(portal, account, address, reason));
    return { told: 'failed' };
  });

/** Takes a line out of its batch. @source D2 */
export const takeRemoval: PageHandler = (portal, request, response) =>
  taken(portal, request, response, 'removal', async (address) => {
    const account = found(request.account, 'session.required');
    const before = { state: 'removed', reason: null } as const;
    await unlessDone(portal, request, address, before, () => removedLine(portal, account, address));
    return { told: 'removed' };
  });

/** On to the batch's page, which says what was done; or the same page with the form as it was sent and what was wrong. */
async function taken(
  portal: Portal,
  request: Request,
  response: Response,
  result: Result,
  take: (address: LineAddress) => Promise<Query>,
): Promise<void> {
  const address = lineAddressOf(request);
  try {
    const told = await take(address);
    response.redirect(303, `${paths.payoutBatch(address.id, { ...told, line: address.lineId })}#l-${address.lineId}`);
  } catch (error) {
    const trouble = troubleOf(error, pageLanguage(request), { 'payout.date-in-future': 'paidOn' });
    const failed = { lineId: address.lineId, result, values: request.body as Values, trouble };
    return renderBatch(portal, request, response, { failed });
  }
}

interface Done {
  readonly state: BatchLineState;
  readonly reason: string | null;
}

/** A form sent twice finds its own doing done. */
async function unlessDone(
  portal: Portal,
  request: Request,
  address: LineAddress,
  done: Done,
  settle: () => Promise<void>,
): Promise<void> {
  try {
    await settle();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'payout.line-settled') throw error;
    const { lines } = await shownBatch(portal, address.id, pageLanguage(request));
    const line = lines.find(({ id }) => id === address.lineId);
    const own = line?.settledBy === request.account?.name && line?.state === done.state && line.reason === done.reason;
    if (!own) throw error;
  }
}
