import type { Response } from 'express';
import { z } from 'zod';
import { dayOf } from '../../../domain/day.ts';
import { Refused } from '../../actions/errors.ts';
import { day, id, text } from '../../forms/fields.ts';
import { read } from '../../forms/read.ts';
import { payLine, getShownBatch } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import { interpolate } from '../../../domain/words.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import { addLabel, formErrorsOf } from '../form-errors.ts';
import type { FormError, FormErrors } from '../form-errors.ts';
import { batchIdOf } from './address.ts';
import { PAYOUT_FIELDS, withPayoutFaults } from './payout-faults.ts';
import { PREFIX_AT_MOST } from './settle-all-form.ts';
import { renderBatch } from './show.ts';
import type { BatchLine } from './view.ts';
import { BATCH_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** Payouts recorded side by side: a worker that is away keeps nobody waiting for each of them. */
const AT_ONCE = 20;

/** What is answered when the lines do not all succeed. */
const [REFUSED, UNAVAILABLE] = [409, 503];

const allForm = z.object({ paidOn: day, reference: text(PREFIX_AT_MOST), line: z.array(id).min(1) });

/** Marks the lines that waited on the page paid, with one date; each line's reference ends in its number. @source D2 */
export async function takeAllPaid(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { language, values } = visit;
  const batchId = batchIdOf(visit);
  try {
    const { paidOn, reference, line } = read(allForm, { ...values, line: [values['line'] ?? []].flat() });
    if (paidOn > dayOf(new Date().toISOString())) throw new Refused('payout.date-in-future');
    const { lines } = await getShownBatch(portal, batchId, language);
    const wanted = lines.flatMap((one, index) =>
      line.includes(one.id) ? [{ one, reference: `${reference}-${index + 1}` }] : [],
    );
    const refused: FormErrors[] = [];
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const paying = wanted.slice(from, from + AT_ONCE).map(async ({ one, reference: own }) => {
        return payOne(portal, visit, { batchId, line: one, paidOn, reference: own });
      });
      refused.push(...(await Promise.all(paying)).flat());
    }
    if (refused.length === 0) return response.redirect(303, paths.payoutBatch(batchId, { told: 'all' }));
    const status = refused.some((each) => each.status === UNAVAILABLE) ? UNAVAILABLE : REFUSED;
    const formErrors = { status, lines: refused.flatMap(({ lines: each }) => each) };
    return renderBatch(portal, visit, response, { all: { values, formErrors } });
  } catch (error) {
    const formErrors = withPayoutFaults(formErrorsOf(error, language, PAYOUT_FIELDS), values, language);
    return renderBatch(portal, visit, response, { all: { values, formErrors } });
  }
}

interface Paid {
  readonly batchId: string;
  readonly line: BatchLine;
  readonly paidOn: z.output<typeof day>;
  readonly reference: string;
}

/** Pays one line; what was wrong, said under its order. One that was settled by this very form before counts as done. */
async function payOne(
  portal: Portal,
  visit: MemberVisit,
  { batchId, line, paidOn, reference }: Paid,
): Promise<FormErrors[]> {
  const { account, language } = visit;
  const key = pageKey(`payLine ${line.id}`, visit.values);
  try {
    await payLine(portal, { account, key }, { id: batchId, lineId: line.id }, { paidOn, reference });
    return [];
  } catch (error) {
    const formErrors = formErrorsOf(error, language);
    const under = ({ from, text: why }: FormError) => ({
      from,
      field: `l-${line.id}`,
      text: addLabel(interpolate(BATCH_WORDS[language].inOrder, { number: line.order.name }), why, language),
    });
    return [{ ...formErrors, lines: formErrors.lines.map(under) }];
  }
}
