/** A ready reason fills the text beside it, unless something of one's own stands there. Without scripts the server joins the two. */
class ReadyReasons extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', this.#fill);
  }

  readonly #fill = ({ target }: Event): void => {
    const text = this.querySelector('textarea');
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio' || !text) return;
    const ready = [...this.querySelectorAll<HTMLInputElement>('input[type=radio]')].map(
      ({ dataset }) => dataset['text'] ?? '',
    );
    if (text.value.trim() === '' || ready.includes(text.value)) text.value = target.dataset['text'] ?? '';
  };
}

customElements.define('ready-reasons', ReadyReasons);
