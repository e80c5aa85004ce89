import { groupedYuan, parseYuan, plainYuan, sumFen, ZERO_FEN } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** What is ticked and what it comes to, while it is ticked and typed; and a box that ticks all. */
class TickedSum extends HTMLElement {
  connectedCallback(): void {
    this.#addTickAll();
    this.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset['part'] === 'all')
        for (const box of this.#boxes) box.checked = target.checked;
      this.#draw();
    });
    this.#draw();
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')];
  }

  #addTickAll(): void {
    const place = this.querySelector('[data-part=acts]');
    if (!place || this.#boxes.length < 2 || place.querySelector('input')) return;
    const label = document.createElement('label');
    label.className = 'check';
    const all = document.createElement('input');
    all.type = 'checkbox';
    all.className = 'form-check-input';
    all.dataset['part'] = 'all';
    label.append(all, this.dataset['all'] ?? '');
    place.prepend(label);
  }

  #draw(): void {
    const ticked = this.#boxes.filter(({ checked }) => checked);
    const sum = groupedYuan(sumFen(ticked.map((box) => this.#amountOf(box) ?? ZERO_FEN)));
    const text = (this.dataset['words'] ?? '').replace('{n}', String(ticked.length)).replace('{sum}', sum);
    const place = this.querySelector('[data-part=sum]');
    if (place && place.textContent !== text) place.textContent = text;
    const all = this.querySelector<HTMLInputElement>('[data-part=all]');
    if (!all) return;
    all.checked = ticked.length > 0 && ticked.length === this.#boxes.length;
    all.indeterminate = ticked.length > 0 && !all.checked;
  }

  #amountOf(box: HTMLInputElement): Fen | undefined {
    const field = this.querySelector<HTMLInputElement>(`[name="amount-${box.value}"]`);
    return field ? parseYuan(plainYuan(field.value)) : undefined;
  }
}

customElements.define('ticked-sum', TickedSum);
