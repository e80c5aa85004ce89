/** Adds and removes invoices without asking the server, which does the same when there is no script. */
class InvoiceRows extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      if (button?.dataset['act'] === 'add') this.#add(event);
      else if (button?.dataset['act'] === 'remove-row') this.#remove(event, button);
    });
  }

  get #rows(): HTMLElement | null {
    return this.querySelector('[data-part=rows]');
  }

  #add(event: Event): void {
    const blank = this.querySelector<HTMLTemplateElement>('template[data-part=blank]');
    if (!blank || !this.#rows) return;
    event.preventDefault();
    const taken = [...this.#rows.querySelectorAll<HTMLInputElement>('[name^="invoices."]')].map(({ name }) =>
      Number(name.split('.')[1]),
    );
    const index = Math.max(-1, ...taken) + 1;
    const made = document.createElement('template');
    made.innerHTML = blank.innerHTML.replaceAll('__N__', String(index));
    this.#rows.append(made.content);
    const row = this.#rows.lastElementChild;
    this.#number();
    row?.querySelector('input')?.focus();
  }

  #remove(event: Event, button: HTMLElement): void {
    const row = button.closest('fieldset');
    const beside = row?.previousElementSibling ?? row?.nextElementSibling;
    if (!row || !beside) return; // the last one is emptied by the server
    event.preventDefault();
    row.remove();
    this.#number();
    beside.querySelector('input')?.focus();
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** What people count stays 1, 2, 3, in the title and in what the buttons say of it; names may have gaps. */
  #number(): void {
    const rows = this.#rows?.querySelectorAll('fieldset') ?? [];
    rows.forEach((row, at) => {
      for (const title of row.querySelectorAll('legend, [data-part=title]'))
        title.textContent = (title.textContent ?? '').replace(/\d+$/, String(at + 1));
    });
  }
}

customElements.define('invoice-rows', InvoiceRows);
