import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import type { Portal } from '../../actions/portal.ts';
import type { Code } from '../../actions/problems.ts';
import type { FileFields, FileProblem } from '../../files/form-files.ts';
import type { ErrorNaming, FormError, FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import type { Members } from '../page.ts';
import type { MemberVisit } from '../visit.ts';

/** A record whose step has a page of its own, as the asker finds it. */
export interface StepCase {
  readonly account: Account;
  readonly language: Language;
  /** The version of the record, which the form names again. */
  readonly version: number;
  /** Why the step cannot be taken now; null when it can. */
  readonly blocked: string | null;
}

/** A form that was sent: its values, and its files that were not kept. */
export interface SentForm {
  readonly values: Values;
  readonly problems: readonly FileProblem[];
}

/** What the page of a step is drawn from. */
export interface ShownStep<C> extends SentForm {
  readonly found: C;
  readonly formErrors?: FormErrors | undefined;
}

/** What becomes of a form that is not sent at once: the page again, or another address. */
export type Onward<C> = { readonly send: SentForm } | { readonly show: ShownStep<C> } | { readonly goTo: string };

/** The words that every such page has. */
interface StepWords {
  /** Above the lines of what is wrong. */
  readonly notDone: string;
  /** Of a file field that holds no file. */
  readonly fileMissing?: string;
}

/** The page on which one step is taken: its form, its fields, its files and its view. */
export interface StepPage<C extends StepCase, F> {
  /** As Express matches it. */
  readonly path: string;
  readonly to: Members;
  readonly template: string;
  readonly words: Readonly<Record<Language, StepWords>>;
  /** The record of the address. @throws Refused for one the asker may not know, or whose step is another's */
  readonly find: (portal: Portal, visit: MemberVisit) => Promise<C>;
  /** Where the form is sent, and the page is found. */
  readonly address: (found: C) => string;
  /** What stands around the form: the title, where one is, where one goes back to. */
  readonly frame: (found: C) => { readonly title: string };
  /** What stands in the fields at first. */
  readonly initial: (found: C) => Values;
  /** Reads the page's flat form as the step's form. @throws InvalidInput */
  readonly read: (values: Values, found: C) => F;
  /** The page's name of a field of the step's form, where they differ. */
  readonly nameField?: ((field: string) => string) | undefined;
  /** The fields that take files. */
  readonly files?: FileFields | undefined;
  /** What else can be said to be wrong before the form is sent, besides fields that cannot be read and files that were not kept. */
  readonly check?:
    | ((portal: Portal, sent: ShownStep<C>, unread: readonly FormError[]) => Awaitable<FormError[]>)
    | undefined;
  /** Takes the step. @returns where to go on @throws Refused, Unavailable */
  readonly send: (portal: Portal, visit: MemberVisit, sent: StepToTake<C, F>) => Promise<string>;
  /** The field of the page that a refusal is about. */
  readonly refusedFields: Partial<Record<Code, string>>;
  /** The fields as they follow each other on the page, where the lines above it do. */
  readonly fieldOrder?: readonly string[] | undefined;
  /** The errors whose line above the page begins with the label of their field, when these are not those of fields alone. */
  readonly labelled?: ErrorNaming['labelled'];
  /** What the page calls a field. */
  readonly labelOf?: ((field: string, found: C) => string | undefined) | undefined;
  /** Where the line about a field leads, when not to its own place. */
  readonly hrefOf?: ErrorNaming['hrefOf'];
  /** What changed since the form was drawn, when that is why it was refused. */
  readonly describeChange: (portal: Portal, shown: ShownStep<C>) => Promise<object | null>;
  /** The page's own view model. */
  readonly view: (portal: Portal, shown: ShownStep<C>) => Awaitable<object>;
  /** Of a form that is prepared over a time: what its other buttons do, and what is kept of it. */
  readonly prepare?: ((portal: Portal, found: C, sent: SentForm) => Promise<Onward<C>>) | undefined;
}

type Awaitable<T> = T | Promise<T>;

interface StepToTake<C, F> {
  readonly found: C;
  readonly read: F;
  readonly values: Values;
}
