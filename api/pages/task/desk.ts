import type { Response } from 'express';
import type { TaskRow } from '../../../db/reads/task.ts';
import type { Language } from '../../../domain/language.ts';
import type { Portal } from '../../actions/portal.ts';
import type { OutcomeView } from '../click-outcome.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Query } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import type { TaskCase } from './case.ts';
import type { Sent } from './decision-form.ts';
import type { DeskSubject } from './desk-head.ts';
import type { DESK_WORDS } from './desk-words.ts';
import type { KeyPlaces } from './keys.ts';

/** One call of a desk, with the task it is about. */
export interface DeskCall {
  readonly portal: Portal;
  readonly visit: MemberVisit;
  readonly response: Response;
  readonly task: TaskRow;
}

/** Where the tasks of one kind are worked on. */
export interface Desk {
  readonly show: (call: DeskCall) => Promise<void>;
  /** Takes the decision of this name. @throws Refused `request.unknown-path` for a name that is none */
  readonly decide: (call: DeskCall, decision: string) => Promise<void>;
}

/** What a decision that was sent leads to: the desk again, with what its address says, or an answer that is shown once. */
export type Sending<Answer> = { readonly next: Query } | { readonly answer: Answer };

/** What a desk shows besides its case: a decision that was sent and not taken, or an answer that no address may hold. */
export interface DeskState<Step extends string, Answer> {
  readonly sent?: Sent<Step> | undefined;
  readonly answer?: Answer;
}

/** What of a subject has changed since the version that a decision named. */
interface SubjectChanges {
  readonly changed: unknown;
  readonly differing: unknown;
}

/** What a desk's page has of its own. */
interface DeskView {
  readonly page: object;
  readonly keys: KeyPlaces;
  /** What was done last with a task that is closed. */
  readonly lastDecided?: { readonly by: string; readonly step: string } | undefined;
}

/** What a desk has of its own: its steps, its case, its words, its view. Everything else is the desk kit's. */
export interface DeskParts<Shown extends TaskCase, Step extends string, Answer = never> {
  readonly template: string;
  /** The decisions that may be taken at it. */
  readonly steps: readonly Step[];
  readonly words: Readonly<Record<Language, (typeof DESK_WORDS)[Language] & { readonly overtaken: string }>>;
  readonly readCase: (portal: Portal, visit: MemberVisit, task: TaskRow) => Promise<Shown>;
  readonly subjectOf: (shown: Shown) => DeskSubject;
  /** Sends a decision. @throws what is wrong with it */
  readonly send: (call: DeskCall, shown: Shown, step: Step) => Promise<Sending<Answer>>;
  /** What was wrong, for the page. @throws the error itself when it is not the form's */
  readonly errorsOf: (error: unknown, step: Step, visit: MemberVisit, shown: Shown) => FormErrors;
  /** What became of the reader's last click. */
  readonly readOutcome: (portal: Portal, visit: MemberVisit, shown: Shown) => Promise<OutcomeView>;
  /** What was done, after a decision; `isLast` where no other task is left. */
  readonly doneText: (shown: Shown, toast: string, isLast: boolean) => string;
  /** What a field of a decision is called. */
  readonly labelOf: (step: Step, field: string, language: Language) => string | undefined;
  /** The fields whose texts are shown to be kept, when the task was closed meanwhile. */
  readonly keptFields: readonly string[];
  /** What has changed, where that is why a decision was not taken. */
  readonly findChanges?: (shown: Shown, sent: Sent<Step>) => SubjectChanges | undefined;
  readonly view: (call: DeskCall, shown: Shown, state: DeskState<Step, Answer>) => DeskView | Promise<DeskView>;
}
