const HEARTBEAT_MS = 10_000;

/** Says while a desk is before someone that it is, and shows who else has it before them. */
class NowViewing extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.#timer = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    window.addEventListener('pagehide', this.#leave);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    window.removeEventListener('pagehide', this.#leave);
  }

  async #beat(): Promise<void> {
    if (document.hidden) return;
    const answer = await this.#call('POST').catch(() => undefined);
    if (answer?.status === 401) document.dispatchEvent(new Event('session-ended'));
    if (!answer?.ok) return; // the next beat asks again
    const { viewers } = (await answer.json()) as { viewers: readonly { readonly name: string }[] };
    const names = viewers.map(({ name }) => name).join(this.dataset['and'] ?? ', ');
    const said = this.querySelector('[role=status]');
    if (said) said.textContent = names === '' ? '' : (this.dataset['text'] ?? '').replace('{names}', names);
  }

  readonly #leave = (): void => void this.#call('DELETE').catch(() => undefined);

  #call(method: 'POST' | 'DELETE'): Promise<Response> {
    const headers = { 'x-csrf-token': this.dataset['csrf'] ?? '' };
    return fetch(this.dataset['href'] ?? '', { method, headers, keepalive: method === 'DELETE' });
  }
}

customElements.define('now-viewing', NowViewing);
