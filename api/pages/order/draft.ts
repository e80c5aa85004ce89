import { findDraft } from '../../../db/reads/draft.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { dropDraft, keepDraft } from '../../../db/writes/portal/draft.ts';
import { dayAndTime, dayOf, inShanghai } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { interpolate } from '../../../domain/words.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { isInstant } from '../../forms/page.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { DRAFT_WORDS } from './draft-words.ts';
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

export type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>;

/** Why what was typed is not kept: somebody else has kept another draft meanwhile, or the organization has too many. */
export type Unkept = 'overtaken' | 'day' | 'open';

/** What became of keeping a draft: the one that is there now, and why it is not this one. */
interface KeptDraft {
  readonly draft: Draft | undefined;
  readonly unkept: Unkept | null;
}

type Found = Pick<OrderStepCase, 'order' | 'account'>;

/** A form of an order before it is kept, with its draft as it was read and what happened to the order. */
type Written = Found & { readonly draft: Draft | undefined; readonly history: readonly HistoryEvent[] };

/** The button that keeps a form in place of what somebody else kept meanwhile. */
export const REPLACE = 'replace';

/** The drafts of a form of an order, of the organization that prepares it: what was kept since it was last sent. @source L165, D4 */
export const draftsOf = ({ sentBy, kept, files }: DraftForm) => ({
  find: async ({ db }: Portal, { order, account }: Found, history: readonly HistoryEvent[]) => {
    if (account.organizationId === null) return undefined;
    const draft = await findDraft(db, subjectOf(order), account.organizationId);
    const sentAt = lastSending(history, sentBy);
    return draft && (sentAt === undefined || draft.updatedAt > sentAt) ? draft : undefined;
  },
  keep: async ({ db }: Portal, found: Written, values: Values): Promise<KeptDraft> => {
    const { order, account, draft: before, history } = found;
    const { organizationId } = account;
    if (organizationId === null) return { draft: undefined, unkept: null };
    const wanted = kept(values);
    const draft = {
      subject: subjectOf(order),
      organizationId,
      accountId: account.id,
      values: wanted,
      authors: authorsOf(before, wanted, account),
      attachmentIds: files(values),
      seenAt: seenIn(values),
      sentAt: lastSending(history, sentBy),
    };
    const outcome = await keepDraft(db, draft, new Date().toISOString());
    return {
      draft: await findDraft(db, subjectOf(order), organizationId),
      unkept: outcome === 'kept' ? null : outcome,
    };
  },
  drop: async ({ db }: Portal, { order, account }: Found): Promise<void> => {
    if (account.organizationId !== null) await dropDraft(db, subjectOf(order), account.organizationId);
  },
});

const lastSending = (history: readonly HistoryEvent[], sentBy: DraftForm['sentBy']) =>
  history.findLast(({ step }) => sentBy.some((one) => one === step))?.at;

/** Who wrote each field that says something: whoever changed it last. */
function authorsOf(before: Draft | undefined, values: Values, { id, name }: Found['account']): Draft['authors'] {
  const me = { accountId: id, name, at: new Date().toISOString() };
  const said = Object.entries(values).filter(
    ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    said.map(([field, value]) => {
      const isSame = JSON.stringify(before?.values[field]) === JSON.stringify(value);
      return [field, (isSame && before?.authors[field]) || me];
    }),
  );
}

/** Which draft stood above the form that was sent; undefined when it does not say, or is to replace whatever is there. */
function seenIn(values: Values): string | null | undefined {
  const seen = values['draftSeen'];
  if (values['act'] === REPLACE || typeof seen !== 'string') return undefined;
  return isInstant(seen) ? seen : null;
}

const subjectOf = ({ id }: OrderStepCase['order']) => ({ type: 'order' as const, id });

interface ShownDraft {
  readonly draft: Draft | undefined;
  readonly unkept: Unkept | null;
  /** The form as it was sent. */
  readonly values: Values;
  readonly language: Language;
  /** The page of the form. */
  readonly href: string;
  readonly labelOf: (field: string) => string | undefined;
}

/** Whether, when and by whom the form was kept, as it stands above it; what is offered when somebody else kept another meanwhile. */
export function savedView({ draft, unkept, values, language, href, labelOf }: ShownDraft) {
  const words = DRAFT_WORDS[language];
  const isOvertaken = unkept === 'overtaken';
  const lines = draft ? authorLines(draft, language, labelOf) : [];
  return {
    isSaved: draft !== undefined && unkept === null,
    isRefused: unkept !== null,
    text: stateText(draft, unkept, language),
    save: words.save,
    // The other draft stays unseen until it is looked at or replaced: a page that saves by itself would overwrite it.
    seen: isOvertaken ? textOf(values, 'draftSeen') : (draft?.updatedAt ?? ''),
    overtaken: isOvertaken ? { href, see: words.see, replace: words.replace, act: REPLACE } : null,
    authors: lines.length > 0 ? { heading: words.authors, lines } : null,
  };
}

function stateText(draft: Draft | undefined, unkept: Unkept | null, language: Language): string {
  const words = DRAFT_WORDS[language];
  if (unkept === 'day' || unkept === 'open') return problemRow(`draft.quota-${unkept}`)[language];
  if (!draft) return words.notSaved;
  const text = unkept === 'overtaken' ? words.overtaken : words.saved;
  return interpolate(text, { at: savedText(draft.updatedAt), name: draft.name });
}

/** Each person with the fields they wrote, the latest first. */
function authorLines({ authors }: Draft, language: Language, labelOf: ShownDraft['labelOf']): string[] {
  const people = new Map<string, { name: string; at: string; fields: Set<string> }>();
  for (const [field, { accountId, name, at }] of Object.entries(authors)) {
    const label = labelOf(field);
    const one = people.get(accountId) ?? { name, at, fields: new Set<string>() };
    if (at > one.at) one.at = at;
    if (label) one.fields.add(label);
    people.set(accountId, one);
  }
  const words = DRAFT_WORDS[language];
  return [...people.values()]
    .filter(({ fields }) => fields.size > 0) // who only ticked something has no field by name
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .map(({ name, at, fields }) =>
      interpolate(words.wrote, { name, at: savedText(at), fields: [...fields].join(LIST_COMMA[language]) }),
    );
}

/** 09:21 today, else with the day. */
function savedText(at: string): string {
  const [day, time] = dayAndTime(inShanghai(at));
  const short = time.slice(0, 5);
  return day === dayOf(new Date().toISOString()) ? short : `${day} ${short}`;
}
