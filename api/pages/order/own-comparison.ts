import { createHash } from 'node:crypto';
import { listOwnFiles } from '../../../db/reads/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import type { Language } from '../../../domain/language.ts';
import type { Compared } from '../../../domain/reading/comparison.ts';
import type { Entered } from '../../../domain/reading/entered.ts';
import type { Label } from '../../../domain/reading/found.ts';
import type { KnownDifference } from '../../../domain/reading/known-difference.ts';
import { saidAt } from '../../../domain/reading/papers.ts';
import { UNREADABLE } from '../../../domain/reading/reading.ts';
import { interpolate } from '../../../domain/words.ts';
import type { Portal } from '../../actions/portal.ts';
import { compareFiles } from '../../documents/reading.ts';
import type { FileComparison } from '../../documents/reading.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormError, FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { countRows, drawRows, isEntered, warningsOf } from './compared-rows.ts';
import { COMPARE_WORDS } from './compared-words.ts';
import { OWN_COMPARISON_WORDS } from './own-comparison-words.ts';

/** A paper of a form, and what stands in the form beside it. */
export interface OwnPaper {
  readonly attachmentId: string;
  readonly kind: AttachmentKind;
  /** Which of several it is. */
  readonly title?: string;
  readonly entered: Entered;
  /** What the form calls the values that are compared, and their fields. */
  readonly labels: Partial<Record<Label, { readonly text: string; readonly field?: string }>>;
}

/** What of a form is looked at before it is sent. */
export interface OwnPapers {
  readonly papers: readonly OwnPaper[];
  /** What else its sender is asked once. */
  readonly warning?: string | undefined;
}

interface Asker {
  readonly account: { readonly id: string };
  readonly language: Language;
}

/** A paper beside what was read of it. */
interface ComparedPaper extends OwnPaper {
  readonly comparison: FileComparison;
}

/** The box that a form is sent with although a paper says otherwise; its value says what was seen. */
const CONFIRMED = 'compared';

/** How long a form that is opened or sent waits for a paper that is being read; one that is only kept does not. */
const WAIT_MS = 1500;

/**
 * The papers of a form beside what is typed there. A file that nobody of the asker's organization uploaded is none: nothing of it
 * is read this way.
 */
async function comparePapers(
  portal: Portal,
  { account }: Asker,
  papers: readonly OwnPaper[],
  waitMs: number,
): Promise<ComparedPaper[]> {
  const ids = papers.map(({ attachmentId }) => attachmentId);
  const own = ids.length === 0 ? [] : await listOwnFiles(portal.db, account.id, ids);
  const shown = papers.filter(({ attachmentId, kind }) =>
    own.some((file) => file.id === attachmentId && file.kind === kind),
  );
  const compared = await compareFiles(portal, shown, waitMs);
  return shown.flatMap((paper, index) => {
    const comparison = compared[index];
    return comparison ? [{ ...paper, comparison }] : [];
  });
}

export type OwnComparison = Awaited<ReturnType<typeof ownComparison>>;

/** What a form says of its papers: all of it is a hint, and keeps nobody from sending. @source L84, L165 */
export async function ownComparison(
  portal: Portal,
  asker: Asker,
  { papers, warning }: OwnPapers,
  { values, formErrors }: { readonly values: Values; readonly formErrors?: FormErrors | undefined },
) {
  const { language } = asker;
  const waited = formErrors !== undefined || values['act'] === 'draft' || values['act'] === LOOK;
  const compared = await comparePapers(portal, asker, papers, waited ? 0 : WAIT_MS);
  const seal = sealOf(compared, warning);
  const error = errorAt(formErrors, CONFIRMED);
  const isAsked =
    compared.some((paper) => differingIn(paper).length > 0) ||
    (warning !== undefined && (error !== undefined || values[CONFIRMED] === seal));
  return {
    words: wordsIn(language),
    papers: compared.map((paper) => drawPaper(paper, language)),
    waiting: compared.some(({ comparison }) => comparison.state === 'pending'),
    look: JSON.stringify({ act: LOOK }),
    confirm: isAsked && {
      id: fieldIdOf(CONFIRMED),
      name: CONFIRMED,
      value: seal,
      ticked: values[CONFIRMED] === seal,
      error,
    },
  };
}

/** The button a page sends its form with to see it again, with nothing kept. */
export const LOOK = 'look';

/**
 * What is said once of a form whose papers say otherwise: until its sender has ticked that they looked. What cannot be read, or
 * not in time, says nothing.
 *
 * @source L84
 */
export async function listUnconfirmed(
  portal: Portal,
  asker: Asker,
  { papers, warning }: OwnPapers,
  values: Values,
): Promise<FormError[]> {
  const compared = await comparePapers(portal, asker, papers, WAIT_MS);
  const differing = compared.flatMap((paper) =>
    differingIn(paper).map(({ label }) => [paper.title, paper.labels[label]?.text].filter(Boolean).join(' ')),
  );
  if (values[CONFIRMED] === sealOf(compared, warning)) return [];
  const unconfirmed = interpolate(OWN_COMPARISON_WORDS[asker.language].unconfirmed, {
    n: differing.length,
    labels: differing.join(LIST_COMMA[asker.language]),
  });
  const texts = [...(differing.length > 0 ? [unconfirmed] : []), ...(warning === undefined ? [] : [warning])];
  return texts.map((text) => ({ from: 'rule', field: CONFIRMED, text }));
}

/** What a form's sender was shown to differ, and confirmed; none for one that was not asked. @source L84, D42 */
export async function listKnownDifferences(
  portal: Portal,
  asker: Asker,
  { papers, warning }: OwnPapers,
  values: Values,
): Promise<KnownDifference[]> {
  if (values[CONFIRMED] === undefined) return [];
  const compared = await comparePapers(portal, asker, papers, 0);
  if (values[CONFIRMED] !== sealOf(compared, warning)) return [];
  return compared.flatMap((paper) =>
    differingIn(paper).map(({ label, entered, places }) => ({
      attachmentId: paper.attachmentId,
      label,
      entered,
      said: saidAt(places),
    })),
  );
}

/** The values of a paper that are compared, as far as the form has them. */
const differingIn = ({ comparison }: ComparedPaper): Compared[] =>
  comparison.state === 'read' ? comparison.compared.filter((one) => one.outcome === 'differs' && isEntered(one)) : [];

/** What a sender has seen: the papers, how what was entered differs from them, and what else was asked. */
function sealOf(compared: readonly ComparedPaper[], warning: string | undefined): string {
  const seen = compared.map((paper) => [
    paper.attachmentId,
    differingIn(paper).map(({ label, entered, places }) => [label, entered, places.map(({ value }) => value)]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([seen, warning !== undefined]))
    .digest('hex')
    .slice(0, 16);
}

function drawPaper({ comparison, title, attachmentId, labels }: ComparedPaper, language: Language) {
  const words = wordsIn(language);
  const { state } = comparison;
  const named = (label: Label) => {
    const name = labels[label];
    return name && { text: name.text, href: name.field && `#${fieldIdOf(name.field)}` };
  };
  const rows =
    state === 'read'
      ? drawRows(comparison.compared, { attachmentId, state, pictures: comparison.pictures, named }, words)
      : [];
  return {
    title: title ?? false,
    rows,
    counted: countRows(rows, words),
    reading: state === 'pending' && words.reading,
    hint:
      state === 'pending'
        ? words.waiting
        : state === 'unreadable'
          ? interpolate(words.unreadable, { why: UNREADABLE[comparison.why][language] })
          : words.compareHint,
    warnings: warningsOf(comparison, words),
    report: false,
  };
}

const wordsIn = (language: Language) => ({ ...COMPARE_WORDS[language], ...OWN_COMPARISON_WORDS[language] });
