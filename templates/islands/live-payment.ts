import { fen, groupedYuan, parseYuan, plainYuan } from '../../domain/fen.ts';

/** The payment's amounts while V is typed: what the enterprise pays itself, and what may not be redeemed. */
class LivePayment extends HTMLElement {
  connectedCallback(): void {
    this.#input?.addEventListener('input', () => this.#draw());
    this.#draw();
  }

  get #input(): HTMLInputElement | null {
    const field = document.getElementById(this.dataset['input'] ?? '');
    return field instanceof HTMLInputElement ? field : null;
  }

  #draw(): void {
    const order = this.#fen('orderFen');
    const limit = this.#fen('limitFen');
    const typed = parseYuan(plainYuan(this.#input?.value ?? ''));
    const voucher = typed === undefined || typed > order ? undefined : Number(typed);
    const gap = voucher === undefined ? 0 : Math.max(0, voucher - limit);
    this.#write('voucher', typed === undefined ? '-' : groupedYuan(typed));
    this.#write('selfPaid', voucher === undefined ? '-' : groupedYuan(fen(order - voucher)));
    this.#write('gapAmount', voucher === undefined ? '-' : groupedYuan(fen(gap)));
    this.querySelector('[data-part=gapRow]')?.classList.toggle('gap', gap > 0);
    this.#bar('voucher', 0, voucher ?? 0);
    this.#bar('selfPaid', voucher ?? 0, voucher === undefined ? 0 : order - voucher);
    this.#bar('gap', limit, gap);
    this.querySelector<HTMLElement>('[data-part=gap]')?.toggleAttribute('hidden', gap === 0);
  }

  #fen(name: string): number {
    return Number(this.dataset[name]);
  }

  #write(part: string, text: string): void {
    for (const place of this.querySelectorAll(`[data-part=${part}]`))
      if (place.textContent !== text) place.textContent = text;
  }

  #bar(name: string, from: number, length: number): void {
    const bar = this.querySelector(`[data-bar=${name}]`);
    bar?.setAttribute('x', this.#share(from));
    bar?.setAttribute('width', this.#share(length));
  }

  #share(part: number): string {
    return `${((100 * part) / this.#fen('orderFen')).toFixed(2)}%`;
  }
}

customElements.define('live-payment', LivePayment);
