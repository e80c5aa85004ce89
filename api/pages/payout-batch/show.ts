import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { listBankAccounts } from '../../../db/reads/bank-account.ts';
import type { Language } from '../../../domain/language.ts';
import { getShownBatch } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import { describeClick, findClick } from '../click-outcome.ts';
import type { OutcomeView } from '../click-outcome.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { addLabel, summarizeErrors } from '../form-errors.ts';
import { batchIdOf } from './address.ts';
import { summarizeAll, allPaidForm } from './settle-all-form.ts';
import type { FailedAll } from './settle-all-form.ts';
import { lineFieldId, RESULT_FORMS, settleForms } from './settle-forms.ts';
import type { FailedForm, Result } from './settle-forms.ts';
import { batchHead, lineView } from './view.ts';
import type { Batch } from './view.ts';
import { BATCH_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** A batch: what it comes to, its lines, and what became of each. @source D2 */
export const showBatch = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderBatch(portal, visit, response, { failed: findTypedLine(visit), all: findTypedAll(visit) });

/** The line's form that was sent after the session had ended. */
function findTypedLine(visit: MemberVisit): FailedForm | undefined {
  const [, , id = '', , lineId = '', result = ''] = visit.typedAction?.split('/') ?? [];
  if (id !== batchIdOf(visit) || !Object.hasOwn(RESULT_FORMS, result)) return undefined;
  const values = visit.typedBefore(paths.payoutBatchLine(id, lineId, result));
  return values && { lineId, result: result as Result, values };
}

/** The form for all lines, likewise. */
function findTypedAll(visit: MemberVisit): FailedAll | undefined {
  const values = visit.typedBefore(paths.payoutBatchPaid(batchIdOf(visit)));
  return values && { values };
}

/** The batch's page; with a form that was sent and was wrong, open and as it was. */
export async function renderBatch(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { failed, all }: { readonly failed?: FailedForm | undefined; readonly all?: FailedAll | undefined },
): Promise<void> {
  const { language } = visit;
  const words = BATCH_WORDS[language];
  const batch = await getShownBatch(portal, batchIdOf(visit), language);
  const formErrors = failed?.formErrors ?? all?.formErrors;
  const accounts = await listBankAccounts(
    portal.db,
    batch.lines.map(({ institution }) => institution.id),
  );
  const outcome = formErrors ? {} : await outcomeOf(portal, visit, batch);
  const page = {
    words,
    title: `${words.batches} ${batch.number}`,
    list: paths.payoutBatches(),
    batch: batchHead(batch, language),
    outcome,
    here: formErrors === undefined && visit.url,
    failed: formErrors !== undefined,
    errors:
      (failed && formErrors && errorsOf(batch, failed, language)) ?? (all && formErrors && summarizeAll(all, language)),
    noAccounts: batch.lines.some(({ institution }) => !accounts.has(institution.id)) && words.noAccounts,
    payAll: allPaidForm(batch, language, all),
    csrfToken: visit.csrfToken,
    click: randomUUID(),
    lines: batch.lines.map((line, index) => ({
      ...lineView(line, index, language),
      forms: settleForms(batch, line, language, failed),
    })),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'payout-batch/show', page });
}

function errorsOf(batch: Batch, { lineId, formErrors }: FailedForm, language: Language) {
  const words: Readonly<Record<string, string>> = BATCH_WORDS[language];
  const line = batch.lines.find(({ id }) => id === lineId);
  const whose = interpolate(BATCH_WORDS[language].inOrder, { number: line?.order.name ?? '' });
  const lines = summarizeErrors(formErrors, language, {
    labelled: ['field', 'rule'],
    labelOf: (field) => words[field],
    hrefOf: (field) => `#${lineFieldId(lineId, field)}`,
  });
  return lines?.map(({ text, href }) => ({ text: addLabel(whose, text, language), href: href ?? `#l-${lineId}` }));
}

/** What the address asks the page to say; a result is only said to be entered when it is. */
async function outcomeOf(portal: Portal, visit: MemberVisit, batch: Batch): Promise<OutcomeView> {
  const words = BATCH_WORDS[visit.language];
  const { told, line: lineId } = visit.query;
  if (told === 'prepared') return { toast: interpolate(words.saidPrepared, { number: batch.number }) };
  if (told === 'all') return { toast: allText(batch, visit.language) };
  const line = batch.lines.find(({ id }) => id === lineId);
  if (!line) return {};
  const number = line.order.name;
  const click = await findClick(portal, visit);
  if (click) {
    if (click.subjectId !== line.order.id) return {};
    const { stillWaiting: waiting, notDone } = words;
    const done = interpolate(click.step === 'failPayout' ? words.saidFailed : words.saidPaid, { number });
    return describeClick(click, visit, { waiting, notDone, done });
  }
  if (told !== line.state) return {};
  const said = { paid: words.saidPaid, failed: words.saidFailed, removed: words.saidRemoved, waiting: '' }[line.state];
  return said === '' ? {} : { toast: interpolate(said, { number }) };
}

/** How many are paid by now; those still being written follow by themselves. */
function allText(batch: Batch, language: Language): string {
  const words = BATCH_WORDS[language];
  const { progress } = batchHead(batch, language);
  const waits = batch.lines.some(({ state }) => state === 'waiting');
  return interpolate(waits ? words.saidSomePaid : words.saidAllPaid, { progress });
}
