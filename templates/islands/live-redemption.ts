import { fen, groupedYuan, parseYuan, plainYuan } from '../../domain/fen.ts';

/** What an amount to redeem means while it is typed: the shortfall, and what else it needs. */
class LiveRedemption extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', () => this.#draw());
    this.#draw();
  }

  #draw(): void {
    const input = document.getElementById(this.dataset['input'] ?? '');
    const typed = input instanceof HTMLInputElement ? parseYuan(plainYuan(input.value)) : undefined;
    const [voucher, limit] = [this.#fen('voucherFen'), this.#fen('limitFen')];
    const second = this.dataset['secondFen'] === '' ? Infinity : this.#fen('secondFen');
    const short = typed === undefined || typed > voucher ? undefined : voucher - typed;
    const output = this.querySelector('[data-part=shortfall]');
    const text = short === undefined ? '-' : groupedYuan(fen(short));
    if (output && output.textContent !== text) output.textContent = text;
    output?.closest('div')?.classList.toggle('short', short !== undefined && short > 0);
    this.#say('tooHigh', typed !== undefined && typed > limit);
    this.#say('lower', typed !== undefined && typed < limit);
    this.#say('second', typed !== undefined && typed >= second && typed <= limit);
    if (typed !== undefined && typed < limit) this.parentElement?.querySelector('details')?.setAttribute('open', '');
  }

  #fen(name: string): number {
    return Number(this.dataset[name]);
  }

  #say(what: string, holds: boolean): void {
    const said = this.querySelector<HTMLElement>(`[data-say=${what}]`);
    if (said && said.hidden === holds) said.hidden = !holds;
  }
}

customElements.define('live-redemption', LiveRedemption);
