import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { workingDaysFor } from '../../../domain/rule-set.ts';
import { listOrderEvents } from '../../../db/reads/order-history.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import type { Language } from '../../../domain/language.ts';
import { needsSelfPaidProof } from '../../../domain/order/amounts.ts';
import { mayWriteUp } from '../../../domain/order/permissions.ts';
import type { Portal } from '../../actions/portal.ts';
import type { FormError } from '../form-errors.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import type { Page } from '../page.ts';
import type { Onward, SentForm } from '../step-page/definition.ts';
import { idsIn } from '../upload/field.ts';
import { draftsOf, REPLACE, savedView } from './draft.ts';
import type { Draft, Unkept } from './draft.ts';
import { completedStepPage } from './order-step-page.ts';
import type { OrderStepCase, ShownOrderStep } from './order-step-page.ts';
import { listKnownDifferences, listUnconfirmed, LOOK, ownComparison } from './own-comparison.ts';
import type { OwnComparison } from './own-comparison.ts';
import { redemptionPapers } from './own-papers.ts';
import {
  claimValues,
  draftValues,
  filesIn,
  invoiceRows,
  pageFieldOf,
  REDEMPTION_FIELDS,
  REDEMPTION_FILES,
  renumberField,
  sentRedemption,
  withRows,
} from './redemption-form.ts';
import { labelOf, redemptionView } from './redemption-view.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';
import { hrefOfStep } from './step-places.ts';

type RedemptionStep = 'requestRedemption' | 'supplementRedemption';

/** An order whose redemption is being prepared, with what was kept of it. */
interface Preparing extends OrderStepCase {
  readonly step: RedemptionStep;
  readonly history: readonly HistoryEvent[];
  readonly draft: Draft | undefined;
  readonly unkept: Unkept | null;
  /** Blank invoices asked for besides those typed into. */
  readonly blankRows: number;
}

const DRAFTS = draftsOf({
  sentBy: ['requestRedemption', 'supplementRedemption'],
  kept: draftValues,
  files: filesIn,
});

/** 申请兑付, or 补正: what has been prepared so far, with what is still missing. @source L152, L165, D5 */
export const redemptionPages = (step: RedemptionStep): Page[] =>
  completedStepPage<Preparing>(
    {
      step,
      template: 'order/redemption',
      words: REDEMPTION_WORDS,
      files: REDEMPTION_FILES,
      initial: ({ draft, file: { order } }) => draft?.values ?? (order.claim === null ? {} : claimValues(order.claim)),
      form: sentRedemption,
      nameField: pageFieldOf,
      refusedFields: REDEMPTION_FIELDS,
      labelled: ['field', 'rule', 'file'],
      labelOf,
      hrefOf: (field) => (field === 'invoices' ? '#invoices' : undefined),
      prepare,
      check: async (portal, sent, unread) => [
        ...listLacking(sent, unread),
        ...(await listUnconfirmed(portal, sent.found, papersOf(sent.found, sent.values), sent.values)),
      ],
      known: (portal, found, values) => listKnownDifferences(portal, found, papersOf(found, values), values),
      afterwards: DRAFTS.drop,
      view: drawRedemption,
    },
    (portal, found) => findPrepared(portal, found, step),
  );

async function findPrepared(portal: Portal, found: OrderStepCase, step: RedemptionStep): Promise<Preparing> {
  const history = await listOrderEvents(portal.db, found.order.id);
  return {
    ...found,
    step,
    history,
    draft: await DRAFTS.find(portal, found, history),
    unkept: null,
    blankRows: 0,
  };
}

/** Keeps what was typed, and adds or removes an invoice, or sends it all, as the button says. @source L165 */
async function prepare(portal: Portal, found: Preparing, sent: SentForm): Promise<Onward<Preparing>> {
  const said = sent.values['act'];
  const [act = '', index] = (typeof said === 'string' ? said : 'draft').split('.');
  if (act === LOOK) return { show: { ...sent, found } };
  const rows = invoiceRows(sent.values).filter((_, at) => act !== 'remove' || String(at) !== index);
  const values = withRows(sent.values, rows);
  const problems = sent.problems.map((one) => ({ ...one, field: renumberField(sent.values, one.field) }));
  const kept = mayWriteUp(found.order, found.step)
    ? await DRAFTS.keep(portal, found, values)
    : { draft: undefined, unkept: null };
  if (kept.unkept === 'overtaken') return { show: { found: { ...found, ...kept }, values, problems } };
  if (act === 'send') return { send: { values, problems } };
  if ((act === 'save' || act === REPLACE) && kept.unkept === null && problems.length === 0)
    return { goTo: hrefOfStep(found.order.id, found.step) };
  return { show: { found: { ...found, ...kept, blankRows: act === 'add' ? 1 : 0 }, values, problems } };
}

const papersOf = ({ file, language }: OrderStepCase, values: Values) => ({
  papers: redemptionPapers(values, file, language),
});

/** The promise, and the proof of the self-paid part, which the rule asks for when all else is right. */
function listLacking(
  { found: { file, language }, values, problems }: ShownOrderStep<Preparing>,
  unread: readonly FormError[],
): FormError[] {
  const words = REDEMPTION_WORDS[language];
  const promise: FormError[] = isTicked(values, 'promise')
    ? []
    : [{ from: 'field', field: 'promise', text: words.promiseMissing }];
  const isAlone = unread.length + promise.length + problems.length === 0;
  const lacksProof = needsSelfPaidProof(file.order) && idsIn(values['selfPaidProof']).length === 0;
  return lacksProof && !isAlone
    ? [{ from: 'field', field: 'selfPaidProof', text: words.fileMissing }, ...promise]
    : promise;
}

async function drawRedemption(portal: Portal, shown: ShownOrderStep<Preparing>) {
  const { found, values, problems, formErrors } = shown;
  const { order, step } = found;
  const comparison = await ownComparison(portal, found, papersOf(found, values), { values, formErrors });
  return {
    blocked: mayWriteUp(order, step) ? null : found.blocked,
    cannotSend: found.blocked,
    product: order.product.name,
    enterprise: order.enterprise.name,
    comparison,
    sumRead: describeOtherTotals(comparison, found.language),
    ...lead(found),
    kept: savedView({ ...found, values, href: hrefOfStep(order.id, step), labelOf: (field) => labelOf(field, found) }),
    ...(await redemptionView(portal, {
      found,
      values,
      formErrors,
      problems,
      blankRows: found.blankRows,
    })),
  };
}

/** Which invoices say another total than was entered: the sum is checked as it was. False where none does. */
function describeOtherTotals({ papers }: OwnComparison, language: Language): string | false {
  const others = papers.filter(({ rows }) => rows.some(({ name, differs }) => name === 'invoiceTotal' && differs));
  const invoices = others.map(({ title }) => title).join(LIST_COMMA[language]);
  return others.length > 0 && interpolate(REDEMPTION_WORDS[language].sumRead, { invoices });
}

/** The reason on top, and what happens once it is sent. */
function lead({ step, file: { order }, language, history }: Preparing) {
  const words = REDEMPTION_WORDS[language];
  const last = history.findLast(
    (event) => event.step === (step === 'supplementRedemption' ? 'returnRedemption' : 'rejectRedemption'),
  );
  const days = workingDaysFor(order.rules, 'redemptionReview');
  return step === 'supplementRedemption'
    ? {
        reason: last?.reason && words.returnedReason + reasonIn(last.reason, language),
        sendLabel: words.sendSupplement,
        sendText: words.supplementText,
      }
    : {
        reason:
          order.state === 'redemptionRejected' && last?.reason
            ? words.rejectedReason + reasonIn(last.reason, language)
            : null,
        sendLabel: words.send,
        sendText: interpolate(words.sendText, { days, day: order.redeemBy }),
      };
}
