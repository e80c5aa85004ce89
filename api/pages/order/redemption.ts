import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { draftOf } from '../../../db/reads/draft.ts';
import { historyOf } from '../../../db/reads/order-history.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { dropDraft, keepDraft } from '../../../db/writes/portal/draft.ts';
import { needsSelfPaidProof } from '../../../domain/order/amounts.ts';
import { mayWriteUp } from '../../../domain/order/permissions.ts';
import type { FileProblem } from '../../files/form-files.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { filled } from '../interpolate.ts';
import { render } from '../frame/render.ts';
import type { PageHandler } from '../page.ts';
import { paths } from '../paths.ts';
import { labelled, troubleOf } from '../form-errors.ts';
import type { Trouble } from '../form-errors.ts';
import { idsIn } from '../upload/field.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import {
  claimValues,
  draftValues,
  filesIn,
  invoiceRows,
  pageFieldOf,
  REDEMPTION_FIELDS,
  redemptionForm,
  renumbered,
  sentRedemption,
  withRows,
} from './redemption-form.ts';
import { redemptionSummary, redemptionView } from './redemption-view.ts';
import type { RedemptionShown } from './redemption-view.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';
import { sendStep } from './send.ts';
import { changedView, stepCase, stepFrame } from './step-page.ts';
import type { StepCase } from './step-page.ts';
import type { MemberVisit } from '../visit.ts';

export type RedemptionStep = 'requestRedemption' | 'supplementRedemption';

/** An order whose redemption is being prepared, with what was kept of it. */
interface Preparing extends StepCase {
  readonly step: RedemptionStep;
  readonly action: string;
  readonly history: readonly HistoryEvent[];
  readonly draft: { readonly values: Values; readonly updatedAt: string } | undefined;
}

/** 申请兑付, or 补正: what has been prepared so far, with what is still missing. @source L152, L165, D5 */
export const showRedemption =
  (step: RedemptionStep): PageHandler =>
  async (portal, visit, response) => {
    const found = await preparing(portal, visit, step);
    const values = visit.typedBefore(found.action) ?? found.draft?.values ?? before(found);
    return renderRedemption(portal, visit, response, found, { values });
  };

/** Keeps what was typed, adds or removes an invoice, or sends it all, as the button says. @source L165 */
export const takeRedemption =
  (step: RedemptionStep): PageHandler =>
  async (portal, visit, response) => {
    const found = await preparing(portal, visit, step);
    const sent = visit.values;
    const [act = '', index] = (typeof sent['act'] === 'string' ? sent['act'] : 'draft').split('.');
    const rows = invoiceRows(sent).filter((_, at) => act !== 'remove' || String(at) !== index);
    const values = withRows(sent, rows);
    const problems = visit.fileProblems.map((one) => ({ ...one, field: renumbered(sent, one.field) }));
    const savedAt = mayWriteUp(found.order, found.step) ? await keep(portal, found, values) : null;
    if (act === 'send') return send(portal, visit, response, found, { values, problems });
    if (act === 'save' && problems.length === 0) return response.redirect(303, found.action);
    return renderRedemption(portal, visit, response, found, {
      values,
      problems,
      savedAt,
      blankRows: act === 'add' ? 1 : 0,
    });
  };

interface Sent {
  readonly values: Values;
  readonly problems: readonly FileProblem[];
}

async function send(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  found: Preparing,
  { values, problems }: Sent,
): Promise<void> {
  try {
    const { version, ...fields } = read(redemptionForm, sentRedemption(values));
    if (!isTicked(values, 'promise') || problems.length > 0)
      return await renderRedemption(portal, visit, response, found, {
        values,
        problems,
        trouble: whole({ status: 422, errors: [] }, { values, problems }, found),
      });
    const wanted = { orderId: found.order.id, version, request: requestOf(found.step, fields) };
    const onward = await sendStep(portal, visit, wanted, values);
    if (!onward.includes('accepted=')) await dropDraft(portal.db, found.order.id, found.account.id); // kept until it is recorded
    response.redirect(303, onward);
  } catch (error) {
    const trouble = whole(troubleOf(error, found.language, REDEMPTION_FIELDS), { values, problems }, found);
    const fresh = await preparing(portal, visit, found.step);
    return renderRedemption(portal, visit, response, fresh, { values, problems, trouble });
  }
}

async function preparing(portal: Portal, visit: MemberVisit, step: RedemptionStep): Promise<Preparing> {
  const found = await stepCase(portal, visit, step);
  const { id } = found.order;
  const [history, kept] = await Promise.all([historyOf(portal.db, id), draftOf(portal.db, id, found.account.id)]);
  const sentAt = history.findLast(
    ({ step: taken }) => taken === 'requestRedemption' || taken === 'supplementRedemption',
  )?.at;
  const draft = kept && (sentAt === undefined || kept.updatedAt > sentAt) ? kept : undefined;
  const action = step === 'requestRedemption' ? paths.orderRedemption(id) : paths.orderSupplement(id);
  return { ...found, step, action, history, draft };
}

/** What the last visit had said: only what was wrong has to be mended. @source D5 */
const before = ({ file: { order } }: Preparing): Values => (order.claim === null ? {} : claimValues(order.claim));

async function keep({ db }: Portal, { order, account }: Preparing, values: Values): Promise<string | null> {
  const draft = {
    orderId: order.id,
    accountId: account.id,
    values: draftValues(values),
    attachmentIds: filesIn(values),
  };
  const [kept] = await keepDraft(db, draft);
  return kept?.updatedAt ?? null;
}

/** All that is wrong at once: the fields, the promise, the files that were not kept. */
function whole(trouble: Trouble, { values, problems }: Sent, { file, language }: Preparing): Trouble {
  const words = REDEMPTION_WORDS[language];
  const fields = trouble.errors.map(({ field, text }) => {
    const at = field && pageFieldOf(field);
    const isFile = at !== undefined && /\.file$|^results$|^process$/.test(at);
    return { field: at, text: isFile && trouble.code === undefined ? words.fileMissing : text };
  });
  const needsProof = needsSelfPaidProof(file.order) && idsIn(values['selfPaidProof']).length === 0;
  const proof = trouble.code === undefined && needsProof ? [{ field: 'selfPaidProof', text: words.fileMissing }] : [];
  const promise =
    trouble.status === 422 && !isTicked(values, 'promise') ? [{ field: 'promise', text: words.promiseMissing }] : [];
  const files = problems.map(({ field, name, code }) => ({
    field,
    text: labelled(name, problemRow(code)[language], language),
  }));
  const missing = [...fields, ...proof].filter(({ field }) => !files.some((file) => file.field === field));
  return { ...trouble, errors: [...missing, ...promise, ...files] };
}

interface Showing extends Partial<Pick<RedemptionShown, 'trouble' | 'problems' | 'savedAt' | 'blankRows'>> {
  readonly values: Values;
}

async function renderRedemption(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  found: Preparing,
  { values, trouble, problems = [], savedAt = found.draft?.updatedAt ?? null, blankRows = 0 }: Showing,
): Promise<void> {
  const { order, language } = found;
  const shown = { found, values, trouble, problems, blankRows, savedAt };
  const page = {
    words: REDEMPTION_WORDS[language],
    ...stepFrame(found, found.step),
    blocked: mayWriteUp(found.order, found.step) ? null : found.blocked,
    cannotSend: found.blocked,
    failed: trouble !== undefined,
    errors: trouble && redemptionSummary(trouble, found),
    changed: await changedView(portal, found, { trouble, values }),
    action: found.action,
    hidden: { csrfToken: visit.csrfToken, version: order.version, click: randomUUID() },
    product: order.product.name,
    enterprise: order.enterprise.name,
    ...lead(found),
    ...(await redemptionView(portal, shown)),
  };
  return render(portal, visit, response, { status: trouble?.status ?? 200, template: 'order/redemption', page });
}

/** The reason on top, and what happens once it is sent. */
function lead({ step, file: { order }, language, history }: Preparing) {
  const words = REDEMPTION_WORDS[language];
  const last = history.findLast(
    (event) => event.step === (step === 'supplementRedemption' ? 'returnRedemption' : 'rejectRedemption'),
  );
  const days = order.rules.taskWorkingDays.redemptionReview;
  return step === 'supplementRedemption'
    ? {
        reason: last?.reason && words.returnedReason + last.reason,
        sendLabel: words.sendSupplement,
        sendText: words.supplementText,
      }
    : {
        reason: order.state === 'redemptionRejected' && last?.reason ? words.rejectedReason + last.reason : null,
        sendLabel: words.send,
        sendText: filled(words.sendText, { days, day: order.redeemBy }),
      };
}
