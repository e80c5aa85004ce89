/** A stream that ends is opened again within a second; what takes longer is told. */
const PATIENCE_MS = 3_000;

/** Tells above the page that the server cannot be heard, so that what it shows may be old, until it can be heard again. */
class LiveState extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    document.addEventListener('htmx:sse:error', this.#lost);
    document.addEventListener('htmx:error', this.#lost);
    document.addEventListener('htmx:sse:after:connection', this.#back);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('htmx:sse:error', this.#lost);
    document.removeEventListener('htmx:error', this.#lost);
    document.removeEventListener('htmx:sse:after:connection', this.#back);
  }

  readonly #lost = (event: Event): void => {
    const isStream = event.target instanceof Element && event.target.hasAttribute('hx-sse:connect');
    if (!isStream || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.toggleAttribute('hidden', false), PATIENCE_MS);
  };

  readonly #back = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.toggleAttribute('hidden', true);
  };
}

customElements.define('live-state', LiveState);
