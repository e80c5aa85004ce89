/** A stream that ends is opened again within a second; what takes longer is told. */
const PATIENCE_MS = 3_000;
const NO_SESSION = 401;

/** What htmx says of a call: a stream that is opened again says only its status. */
interface Called {
  readonly status?: number;
  readonly ctx?: { readonly response?: { readonly status: number } };
}

/**
 * Tells above the page that what it shows may be old: that the server cannot be heard, until it can be heard again; or that the
 * session has ended, with the way to sign in. What an open page is answered without a session is not drawn.
 */
class LiveState extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    document.addEventListener('session-ended', this.#ended);
    document.addEventListener('htmx:before:response', this.#answered);
    document.addEventListener('htmx:sse:error', this.#lost);
    document.addEventListener('htmx:error', this.#lost);
    document.addEventListener('htmx:sse:after:connection', this.#back);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('session-ended', this.#ended);
    document.removeEventListener('htmx:before:response', this.#answered);
    document.removeEventListener('htmx:sse:error', this.#lost);
    document.removeEventListener('htmx:error', this.#lost);
    document.removeEventListener('htmx:sse:after:connection', this.#back);
  }

  /** What another script of the page was told. */
  readonly #ended = (): void => this.#tell('ended');

  readonly #answered = (event: Event): void => {
    if (detailOf(event).ctx?.response?.status !== NO_SESSION) return;
    event.preventDefault();
    this.#tell('ended');
  };

  readonly #lost = (event: Event): void => {
    const isStream = event.target instanceof Element && event.target.hasAttribute('hx-sse:connect');
    if (!isStream) return;
    if (detailOf(event).status === NO_SESSION) this.#tell('ended');
    else this.#timer ??= setTimeout(() => this.#tell('lost'), PATIENCE_MS);
  };

  readonly #back = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.hidden = true;
  };

  #tell(what: 'lost' | 'ended'): void {
    clearTimeout(this.#timer);
    for (const part of this.querySelectorAll<HTMLElement>('[data-part]')) part.hidden = part.dataset['part'] !== what;
    this.hidden = false;
  }
}

const detailOf = (event: Event): Called => (event as CustomEvent<Called>).detail;

customElements.define('live-state', LiveState);
