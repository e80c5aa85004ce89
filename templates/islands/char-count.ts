/** Says below a text how many characters it has of those it may have; without this script the limit alone stands there. */
class CharCount extends HTMLElement {
  connectedCallback(): void {
    this.#field?.addEventListener('input', () => this.#draw());
    this.#draw();
  }

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  #draw(): void {
    const [field, count] = [this.#field, this.querySelector('[data-part=count]')];
    if (!field || !count) return;
    count.textContent = `${field.value.length} / ${field.maxLength}`;
    count.classList.toggle('is-full', field.value.length >= field.maxLength);
  }
}

customElements.define('char-count', CharCount);
