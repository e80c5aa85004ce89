/**
 * A browser's PDF viewer takes the focus once it has loaded, and with it every key of a reviewer who decides by keyboard. So
 * the file is shown once the pointer moves, or when its button is pressed; and a viewer nobody went to gives the focus back.
 * Without scripts the file is shown at once.
 */
class FileViewer extends HTMLElement {
  /** Someone goes to the viewer: the pointer is over it, Tab leads there, its button was pressed. */
  #wanted = false;
  /** What had the focus last, outside the viewer. */
  #before: HTMLElement | null = null;

  connectedCallback(): void {
    this.querySelector('button')?.removeAttribute('hidden');
    this.addEventListener('click', this.#asked);
    this.closest('figure')?.addEventListener('click', this.#chosen);
    this.addEventListener('pointerenter', () => (this.#wanted = true));
    this.addEventListener('pointerleave', () => (this.#wanted = false));
    document.addEventListener('pointermove', this.#moved, { once: true });
    document.addEventListener('keydown', this.#tabbed);
    document.addEventListener('focusin', this.#elsewhere);
    addEventListener('blur', this.#lost);
  }

  disconnectedCallback(): void {
    document.removeEventListener('pointermove', this.#moved);
    document.removeEventListener('keydown', this.#tabbed);
    document.removeEventListener('focusin', this.#elsewhere);
    removeEventListener('blur', this.#lost);
  }

  readonly #moved = (): void => void this.#frame(this.dataset['src'] ?? '');

  readonly #asked = (): void => {
    this.#wanted = true;
    this.#frame(this.dataset['src'] ?? '');
  };

  readonly #tabbed = ({ key }: KeyboardEvent): void => {
    if (key === 'Tab') this.#wanted = true;
  };

  readonly #elsewhere = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || this.contains(target)) return;
    this.#before = target;
    this.#wanted = this.matches(':hover');
  };

  /** A link to another of the files finds the frame it is for. */
  readonly #chosen = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[target=document]') : null;
    if (link) this.#frame(link.href);
  };

  /** The window loses the focus to a frame as to another window. */
  readonly #lost = (): void => {
    const frame = this.querySelector('iframe');
    if (!frame || document.activeElement !== frame || this.#wanted) return;
    frame.blur();
    this.#before?.focus({ preventScroll: true });
  };

  #frame(src: string): HTMLIFrameElement {
    const known = this.querySelector('iframe');
    if (known) return known;
    const frame = document.createElement('iframe');
    Object.assign(frame, { className: 'viewer-frame', name: 'document', title: this.dataset['title'] ?? '', src });
    this.replaceChildren(frame);
    return frame;
  }
}

customElements.define('file-viewer', FileViewer);
