/**
 * Keys for people who review all day: j k o c a r / ?. They act on what is there for the mouse anyway, marked by `data-key`;
 * rows of a list are real links and get the real focus. Nothing is taken from a field one types in, from a dialog, or from
 * keys held with others, and all of it can be switched off (WCAG 2.1.4). On the way to a decision `a` stops at every check
 * that must be read, ticked or filled in (`data-check`), and Enter in a field of a decision leads the same way: only its button decides,
 * also where the keys are switched off. A button that is off is led to by nothing.
 */
const OFF = 'keys-off';
const TYPED_IN =
  'input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button]), textarea, select, [contenteditable]';
const FOCUSABLE = 'input:not([type=hidden]):not([readonly]), textarea, button, a[href], summary';

const BY_KEYS = 'by-keys';

/** Whether the reader of this tab has pressed one of the keys, and nothing with a pointer since. */
export const worksByKeys = (): boolean => sessionStorage.getItem(BY_KEYS) !== null;
document.addEventListener('pointerdown', () => sessionStorage.removeItem(BY_KEYS));

const isOff = (): boolean => localStorage.getItem(OFF) !== null;
const marked = (key: string, within: ParentNode = document): HTMLElement | null =>
  within.querySelector<HTMLElement>(`[data-key="${key}"]`);

/** Keys that work on every page: into the search field. */
document.addEventListener('keydown', (event) => {
  if (!isOurs(event) || event.key !== '/') return;
  const search = marked('/') ?? document.querySelector<HTMLElement>('[data-hotkey="/"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
});

/** Whether a key is meant for us at all. */
function isOurs(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isOff())
    return false;
  return target instanceof Element && !target.closest(TYPED_IN) && !document.querySelector('dialog[open]');
}

/** What a label asks for is its field: a label is drawn anew while its field is being filled in. */
const askedBy = (check: HTMLElement): HTMLElement =>
  (check instanceof HTMLLabelElement ? check.control : null) ?? check;

class KeyList extends HTMLElement {
  /** The row last moved to; found again by its id after it was drawn anew. */
  #current = '';

  /** The checks that `a` has led to. */
  readonly #read = new WeakSet<Element>();

  connectedCallback(): void {
    document.addEventListener('keydown', this.#press);
    this.addEventListener('keydown', this.#enter);
    this.addEventListener('focusin', this.#remember);
    this.#setUpHelp();
    const asked = location.hash === '#approve' ? 'a' : location.hash === '#reject' ? 'r' : undefined;
    if (asked === 'a') this.#approach();
    else if (asked) this.#focus(marked(asked, this));
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#press);
  }

  readonly #remember = ({ target }: Event): void => {
    const row = target instanceof Element ? target.closest('tr')?.querySelector<HTMLElement>('a[data-row]') : undefined;
    if (row) this.#current = row.id;
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (!isOurs(event)) return;
    const rows = [...this.querySelectorAll<HTMLAnchorElement>('a[data-row]')];
    if (!this.#act(event.key, rows)) return;
    event.preventDefault();
    sessionStorage.setItem(BY_KEYS, '1');
  };

  /** Enter in a field never sends a decision: it leads on to its button, past nothing unread. */
  readonly #enter = (event: KeyboardEvent): void => {
    const { target } = event;
    if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement)) return;
    const form = target.form;
    const button = [...(form?.elements ?? [])].find((element) => element instanceof HTMLButtonElement);
    if (!form?.closest('.decide') || !(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    if (button.disabled) return;
    const approves = button.dataset['key'] === 'a' || form.dataset['key'] === 'a';
    if (approves && !isOff()) this.#approach(button);
    else this.#focus(button);
  };

  /** To the first check that is neither read, ticked nor filled in, and to the decision when there is none left. */
  #approach(decision = marked('a', this)): boolean {
    const checks = [...this.querySelectorAll<HTMLElement>('[data-check]:not([hidden]), label[data-asks]')];
    const left = checks.map(askedBy).find((check) => {
      if (check instanceof HTMLInputElement) return !check.checked;
      return check instanceof HTMLTextAreaElement ? check.value.trim() === '' : !this.#read.has(check);
    });
    if (!left) return this.#focus(decision);
    this.#read.add(left);
    left.focus({ preventScroll: true });
    left.scrollIntoView({ block: 'center' });
    return true;
  }

  /** Does what a key stands for; false when it stands for nothing here. */
  #act(key: string, rows: readonly HTMLAnchorElement[]): boolean {
    const at = rows.findIndex(({ id }) => id === this.#current);
    const row = rows[at];
    switch (key) {
      case '?':
        return this.#help();
      case 'j':
        return rows.length > 0 ? this.#focus(rows[Math.min(at + 1, rows.length - 1)]) : this.#click(marked('j', this));
      case 'k':
        return rows.length > 0 ? this.#focus(rows[Math.max(at - 1, 0)]) : this.#click(marked('k', this));
      case 'o':
        return this.#click(row ?? marked('o', this));
      case 'v':
        return this.#click(marked('v', this));
      case 'c':
        return this.#click(marked('c', row?.closest('tr') ?? this));
      case 'a':
      case 'r':
        if (!row) return key === 'a' ? this.#approach() : this.#focus(marked(key, this));
        location.assign(`${row.href}#${key === 'a' ? 'approve' : 'reject'}`);
        return true;
      default:
        return false;
    }
  }

  #click(element: HTMLElement | null | undefined): boolean {
    element?.click();
    return element !== null && element !== undefined;
  }

  /** A decision is never taken by one key: it is only brought under the hand. */
  #focus(element: HTMLElement | null | undefined): boolean {
    if (!element) return false;
    const target = element.matches(FOCUSABLE) ? element : element.querySelector<HTMLElement>(FOCUSABLE);
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  #help(): boolean {
    this.querySelector('dialog')?.showModal();
    return true;
  }

  #setUpHelp(): void {
    for (const hint of this.querySelectorAll<HTMLElement>('.keys[hidden]')) hint.hidden = false;
    this.querySelector('.keys button')?.addEventListener('click', () => this.#help());
    const choice = this.querySelector<HTMLInputElement>('dialog input[type=checkbox]');
    if (!choice) return;
    choice.checked = !isOff();
    choice.addEventListener('change', () => {
      if (choice.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, '1');
    });
  }
}

customElements.define('key-list', KeyList);
