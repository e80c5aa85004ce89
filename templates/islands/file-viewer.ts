/**
 * A browser's PDF viewer takes the focus once it has loaded, and with it every key of a reviewer who decides by keyboard.
 * The frame is out of its reach until someone goes there: with the pointer, or by Tab, which stops before it.
 */
class FileViewer extends HTMLElement {
  connectedCallback(): void {
    this.tabIndex = 0;
    this.#close();
    this.addEventListener('pointerenter', this.#open);
    this.addEventListener('pointerleave', this.#close);
    this.addEventListener('focusin', this.#open);
    document.addEventListener('focusin', this.#elsewhere);
  }

  disconnectedCallback(): void {
    document.removeEventListener('focusin', this.#elsewhere);
  }

  readonly #open = (): void => this.#reach(true);

  readonly #close = (): void => {
    if (!this.matches(':hover') && !this.matches(':focus-within')) this.#reach(false);
  };

  readonly #elsewhere = ({ target }: FocusEvent): void => {
    if (target instanceof Node && !this.contains(target)) this.#close();
  };

  #reach(within: boolean): void {
    const frame = this.querySelector('iframe');
    if (frame) frame.inert = !within;
  }
}

customElements.define('file-viewer', FileViewer);
