import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { z } from 'zod';
import { flag } from '../../forms/fields.ts';
import { bothWaysByInstant, byInstant } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { InvalidInput } from '../../actions/errors.ts';
import { batchForm, countBatchPart, listBatches, listRefusedLines, prepare } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { pageKey } from '../page-key.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { fieldIdOf, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { ErrorNaming, FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { batchRow } from './view.ts';
import { payableView } from './payable.ts';
import { nameByOrders, readableLines, refusedLineErrors, sentLines } from './payable-form.ts';
import { BATCH_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** The buttons that turn the page of a form, so that what is ticked goes with it. */
const TURN = 'turn';
const BATCHES_A_PAGE = 20;
const listQuery = z.object({
  after: byInstant.after,
  before: bothWaysByInstant.before,
  due: byInstant.after,
  waiting: flag,
});

/** What awaits payout, to be ticked into a batch, and the batches there are. @source D2 */
export const showBatches = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderList(portal, visit, response, { values: visit.typedBefore(visit.url) });

/** Turns the page of what awaits payout, with what is ticked; or prepares a batch of it, or shows beside each line why it is refused, and which amounts cannot be read, at once. The same form sent again meets the same batch. @source D2 */
export async function takePrepare(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language, values } = visit;
  if (values[TURN] !== undefined) return renderList(portal, visit, response, { values, due: textOf(values, TURN) });
  const key = pageKey('prepareBatch', values);
  try {
    const { lines } = read(batchForm, sentLines(values));
    const wanted = lines.map(({ orderId, amount }) => ({ orderId, amountFen: amount ?? null }));
    const prepared = await prepare(portal, { account, key }, wanted);
    if ('batchId' in prepared) return response.redirect(303, paths.payoutBatch(prepared.batchId, { told: 'prepared' }));
    const formErrors = refusedLineErrors(prepared.refused, language);
    return renderList(portal, visit, response, { values, formErrors });
  } catch (error) {
    const unread = nameByOrders(formErrorsOf(error, language), values, language);
    const refused = error instanceof InvalidInput ? await listRefusedLines(portal, account, readableLines(values)) : [];
    const formErrors = { ...unread, lines: [...unread.lines, ...refusedLineErrors(refused, language).lines] };
    return renderList(portal, visit, response, { values, formErrors });
  }
}

interface Shown {
  readonly values?: Values | undefined;
  readonly formErrors?: FormErrors;
  /** Where the page that was turned to begins; undefined: as the address says. */
  readonly due?: string;
}

async function renderList(portal: Portal, visit: MemberVisit, response: Response, shown: Shown) {
  const { values, formErrors } = shown;
  const { account, language } = visit;
  const words = BATCH_WORDS[language];
  const asked = readTexts(visit, ['after', 'before', 'due', 'waiting']);
  const place = shown.due === undefined ? asked : { ...asked, due: shown.due || undefined };
  const { after, before, due, waiting } = read(listQuery, place);
  const [payable, list] = await Promise.all([
    payableView(portal, { account, language, after: due, values, formErrors }),
    listBatches(portal, { after, before, waiting, limit: BATCHES_A_PAGE }),
  ]);
  const only = { waiting: waiting ? '1' : undefined };
  const page = {
    words,
    title: words.batches,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, language, namingOf(payable.rows, words.inOrder)),
    action: paths.payoutBatches(place),
    turn: TURN,
    csrfToken: visit.csrfToken,
    click: randomUUID(),
    payable,
    here: !visit.isForm && visit.url,
    tabs: [
      { label: words.all, href: paths.payoutBatches(), current: !waiting },
      { label: words.onlyWaiting, href: paths.payoutBatches({ waiting: '1' }), current: waiting },
    ],
    batches: list.items.map((batch) => batchRow(batch, language)),
    none: waiting
      ? { heading: words.noWaiting, text: words.noWaitingText }
      : { heading: words.noBatches, text: words.noBatchesText },
    pager: pagerView(await countBatchPart(portal, waiting, list), {
      next: list.next && paths.payoutBatches({ ...only, after: list.next }),
      previous: list.previous && paths.payoutBatches({ ...only, before: list.previous }),
    }),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'payout-batch/list', page });
}

/** Each error stands under the number of its order, and leads to it. */
const namingOf = (
  rows: readonly { readonly name: string; readonly number: string }[],
  inOrder: string,
): ErrorNaming => {
  const rowAt = (field: string) => rows.find(({ name }) => name === field);
  return {
    labelled: ['field', 'rule'],
    labelOf: (field) => {
      const row = rowAt(field);
      return row && interpolate(inOrder, { number: row.number });
    },
    hrefOf: (field) => rowAt(field) && `#${fieldIdOf(field)}`,
  };
};
