import { worksByKeys } from './key-list.ts';

/**
 * The file beside a decision. A browser's viewer may take the focus once it has loaded, as Chromium's does for a file it cannot
 * read, and with it every key of a reviewer who decides by keyboard. So the frame is inert until someone goes there: the pointer
 * is over it, its button is pressed, or the key `v`; an inert frame that has the focus gives it back. It is inert again once the
 * focus is elsewhere. Whether the file is shown before it is asked for is the reader's choice (`data-shown`), but who works by
 * keys asks for it, or goes there with the pointer: a viewer that loads late takes the keys pressed meanwhile. Without scripts
 * it is shown.
 */
class FileViewer extends HTMLElement {
  /** What had the focus last, outside the frame. */
  #before: HTMLElement | null = null;

  /** The address that was chosen last. */
  #last = '';

  connectedCallback(): void {
    this.#button?.removeAttribute('hidden');
    this.#button?.addEventListener('click', this.#goTo);
    this.addEventListener('pointerenter', this.#wake);
    this.addEventListener('pointerleave', this.#rest);
    document.addEventListener('click', this.#chosen);
    document.addEventListener('focusin', this.#elsewhere);
    addEventListener('blur', this.#lost);
    if (this.dataset['shown'] !== undefined && !worksByKeys()) this.#show(this.#src);
  }

  disconnectedCallback(): void {
    document.removeEventListener('click', this.#chosen);
    document.removeEventListener('focusin', this.#elsewhere);
    removeEventListener('blur', this.#lost);
  }

  get #button(): HTMLButtonElement | null {
    return this.closest('figure')?.querySelector('button[data-key=v]') ?? null;
  }

  get #frame(): HTMLIFrameElement | null {
    return this.querySelector('iframe');
  }

  get #src(): string {
    return this.dataset['src'] ?? '';
  }

  /** Shows the file and goes to it. */
  readonly #goTo = (): void => {
    const frame = this.#show(this.#src);
    frame.inert = false;
    frame.focus();
  };

  readonly #wake = (): void => {
    const frame = this.dataset['shown'] === undefined ? this.#frame : this.#show(this.#src);
    if (frame) frame.inert = false;
  };

  readonly #elsewhere = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target === this.#frame) return;
    this.#before = target;
    this.#rest();
  };

  /**
   * The window loses the focus to a frame as to another window. It is taken back after the event: within it the browser would
   * still send the keys to the frame.
   */
  readonly #lost = (): void => {
    setTimeout(() => {
      const frame = this.#frame;
      const { activeElement } = document;
      if (!frame?.inert || (activeElement !== frame && activeElement !== document.body)) return;
      frame.blur();
      window.focus();
      this.#before?.focus({ preventScroll: true });
    });
  };

  /** The frame keeps the focus that was given to it on purpose. */
  readonly #rest = (): void => {
    const frame = this.#frame;
    if (frame && document.activeElement !== frame && !this.matches(':hover')) frame.inert = true;
  };

  /** A link to one of the files, wherever it stands, shows it in the frame, and marks it among the files. */
  readonly #chosen = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[target=document]') : null;
    if (!link) return;
    const frame = this.#show(link.href);
    if (link.href === this.#last) frame.contentWindow?.location.reload(); // the same address alone would move nothing
    this.#last = link.href;
    this.#mark(link.href);
  };

  #mark(href: string): void {
    const { pathname } = new URL(href, location.href);
    for (const tab of this.closest('figure')?.querySelectorAll<HTMLAnchorElement>('.viewer-files a') ?? [])
      if (tab.pathname === pathname) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
  }

  #show(src: string): HTMLIFrameElement {
    const known = this.#frame;
    if (known) return known;
    const frame = document.createElement('iframe');
    Object.assign(frame, { className: 'viewer-frame', name: 'document', title: this.dataset['title'] ?? '' });
    frame.inert = true;
    frame.addEventListener('load', () => fitPicture(frame));
    frame.src = src;
    this.replaceChildren(frame);
    return frame;
  }
}

/** A picture stands in a frame at its own size: it is made as wide as the frame, so that one sees the whole of a line. */
function fitPicture({ contentDocument }: HTMLIFrameElement): void {
  const picture = contentDocument?.contentType.startsWith('image/') ? contentDocument.images[0] : undefined;
  if (picture) Object.assign(picture.style, { width: '100%', height: 'auto', margin: '0' });
}

customElements.define('file-viewer', FileViewer);
