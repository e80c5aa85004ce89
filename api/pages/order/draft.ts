import { findDraft } from '../../../db/reads/draft.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { dropDraft, keepDraft } from '../../../db/writes/portal/draft.ts';
import { dayAndTime, dayOf, inShanghai } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { interpolate, wordTable } from '../../../domain/words.ts';
import type { Portal } from '../../actions/portal.ts';
import type { Values } from '../form-values.ts';
import type { OrderStepCase } from './order-step-page.ts';

/** A form that is prepared over a time: what of it is kept, and what is done once it is sent. */
interface DraftForm {
  /** The steps that send it: a draft from before the last of them is done with. */
  readonly sentBy: readonly OrderStep[];
  /** What is kept of the form's values: what was typed and which files are there, nothing of the click. */
  readonly kept: (values: Values) => Values;
  /** The files a form holds. */
  readonly files: (values: Values) => string[];
}

export interface Draft {
  readonly values: Values;
  readonly updatedAt: string;
}

type Found = Pick<OrderStepCase, 'order' | 'account'>;

/** The drafts of a form of an order: what was kept since it was last sent. @source L165, D4 */
export const draftsOf = ({ sentBy, kept, files }: DraftForm) => ({
  find: async ({ db }: Portal, { order, account }: Found, history: readonly HistoryEvent[]) => {
    const draft = await findDraft(db, subjectOf(order), account.id);
    const sentAt = history.findLast(({ step }) => sentBy.some((one) => one === step))?.at;
    return draft && (sentAt === undefined || draft.updatedAt > sentAt) ? draft : undefined;
  },
  keep: async ({ db }: Portal, { order, account }: Found, values: Values): Promise<Draft | undefined> => {
    const draft = { values: kept(values), attachmentIds: files(values) };
    const [row] = await keepDraft(db, { subject: subjectOf(order), accountId: account.id, ...draft });
    return row && { values: draft.values, updatedAt: row.updatedAt };
  },
  drop: async ({ db }: Portal, { order, account }: Found): Promise<void> => {
    await dropDraft(db, subjectOf(order), account.id);
  },
});

const subjectOf = ({ id }: OrderStepCase['order']) => ({ type: 'order' as const, id });

/** Whether and when the form was kept, as it stands above it. */
export function savedView(draft: Draft | undefined, language: Language) {
  const words = WORDS[language];
  return draft
    ? { isSaved: true, text: interpolate(words.saved, { at: savedText(draft.updatedAt) }), save: words.save }
    : { isSaved: false, text: words.notSaved, save: words.save };
}

/** 09:21 today, else with the day. */
function savedText(at: string): string {
  const [day, time] = dayAndTime(inShanghai(at));
  const short = time.slice(0, 5);
  return day === dayOf(new Date().toISOString()) ? short : `${day} ${short}`;
}

const WORDS = wordTable(
  { saved: '草稿已保存 {at}', notSaved: '填写内容会自动保存为草稿', save: '暂存' },
  { saved: 'Draft saved at {at}', notSaved: 'What you type is kept as a draft', save: 'Save the draft' },
);
