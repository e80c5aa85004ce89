import { fen, groupedYuan, parseYuan, plainYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** An inequality that follows what is typed; the server has drawn it as it was when the page was sent. */
class LiveInequality extends HTMLElement {
  connectedCallback(): void {
    for (const term of this.#terms) this.#inputOf(term)?.addEventListener('input', () => this.#draw());
    this.#draw();
  }

  get #terms(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.term')];
  }

  #inputOf(term: HTMLElement): HTMLInputElement | null {
    const field = document.getElementById(term.dataset['input'] ?? '');
    return field instanceof HTMLInputElement ? field : null;
  }

  #fenOf(term: HTMLElement): Fen | undefined {
    const input = this.#inputOf(term);
    if (input) return parseYuan(plainYuan(input.value));
    return term.dataset['fen'] === undefined ? undefined : fen(Number(term.dataset['fen']));
  }

  #draw(): void {
    let before: Fen | undefined;
    for (const term of this.#terms) {
      const amount = this.#fenOf(term);
      const known = before !== undefined && amount !== undefined;
      const wrong = known && amount > (before ?? 0);
      show(term, { wrong, pending: amount === undefined });
      write(term.querySelector('b'), amount === undefined ? (term.dataset['open'] ?? '') : groupedYuan(amount));
      const sign = term.previousElementSibling;
      if (sign instanceof HTMLElement && sign.classList.contains('sign')) {
        show(sign, { wrong, pending: !known });
        write(sign.querySelector('b'), wrong ? '<' : '≥');
        write(sign.querySelector('small'), this.dataset[wrong ? 'wrong' : known ? 'holds' : 'open'] ?? '');
      }
      before = amount;
    }
  }
}

function show(element: HTMLElement, classes: Readonly<Record<string, boolean>>): void {
  for (const [name, on] of Object.entries(classes)) element.classList.toggle(name, on);
}

/** Only what differs is written, so that readers are told of changes alone. */
function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

customElements.define('live-inequality', LiveInequality);
