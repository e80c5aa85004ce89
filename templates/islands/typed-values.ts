import { cameBack } from './draft-leave.ts';

/**
 * What is typed into a form stands in the page's entry of the browser's history, so that Back brings it again: browsers do not keep
 * the fields of pages that must not be stored, nor amounts. It comes back only to the session that typed it, and into a form of the
 * same version: what is decided meanwhile is not offered once more. A draft is kept by the server instead, as files are, of which
 * the choice comes back; passwords by nobody.
 */
interface Typed {
  readonly session: string;
  readonly forms: Readonly<Record<string, TypedForm>>;
}

interface TypedForm {
  readonly version: string;
  /** By name, and by value where several have one name: what stands there, or whether it is ticked. */
  readonly fields: Readonly<Record<string, string | boolean>>;
}

const FORM = 'main form[method=post]:not([hx-post])';
const NOT_KEPT = '[type=hidden], [type=password], [type=file], [readonly], button';
/** Browsers take some hundred changes of the history in half a minute. */
const PAUSE_MS = 400;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
const keyOf = (field: Field): string => (isTick(field) ? `${field.name}=${field.value}` : field.name);

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== '' &&
      !element.matches(NOT_KEPT),
  );

const hidden = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : '';
};

/** Enough of the session's token to know it again. */
const sessionOf = (form: HTMLFormElement): string => hidden(form, '_csrf').slice(0, 8);

/** The forms of the page, each by its address and its place among those of one address. */
function formsOfPage(): Map<string, HTMLFormElement> {
  const forms = new Map<string, HTMLFormElement>();
  for (const form of document.querySelectorAll<HTMLFormElement>(FORM)) {
    const address = new URL(form.action, location.href).pathname;
    let at = 0;
    while (forms.has(`${address}#${at}`)) at += 1;
    forms.set(`${address}#${at}`, form);
  }
  return forms;
}

function isChanged(field: Field): boolean {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement)
    return [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  return field.value !== field.defaultValue;
}

function keep(): void {
  let session = '';
  const forms: Record<string, TypedForm> = {};
  for (const [key, form] of formsOfPage()) {
    session ||= sessionOf(form);
    const changed = fieldsOf(form).filter(isChanged);
    const fields = Object.fromEntries(
      changed.map((field) => [keyOf(field), isTick(field) ? field.checked : field.value]),
    );
    if (changed.length > 0) forms[key] = { version: hidden(form, 'version'), fields };
  }
  history.replaceState({ ...history.state, typed: { session, forms } satisfies Typed }, '');
}

function bringBack({ session, forms }: Typed): void {
  for (const [key, form] of formsOfPage()) {
    const typed = forms[key];
    if (typed?.version !== hidden(form, 'version') || session !== sessionOf(form)) continue;
    const fields = fieldsOf(form).filter((field) => typed.fields[keyOf(field)] !== undefined);
    for (const field of fields) {
      const value = typed.fields[keyOf(field)];
      if (isTick(field)) field.checked = value === true;
      else field.value = String(value);
    }
    for (const field of fields) show(field);
  }
}

/** Opens what the field is folded into, and lets what follows the field be drawn. */
function show(field: Field): void {
  for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const { typed } = (history.state ?? {}) as { typed?: Typed };
if (typed && cameBack()) bringBack(typed);

let waiting: ReturnType<typeof setTimeout> | undefined;
function keepSoon({ target }: Event): void {
  if (target instanceof Element && target.closest('form')?.matches(FORM)) waiting ??= setTimeout(keepNow, PAUSE_MS);
}
function keepNow(): void {
  if (waiting === undefined) return;
  clearTimeout(waiting);
  waiting = undefined;
  keep();
}
for (const type of ['input', 'change']) document.addEventListener(type, keepSoon);
addEventListener('beforeunload', keepNow);
