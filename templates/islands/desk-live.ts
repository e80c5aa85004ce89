/**
 * What others do with the task while its desk is open. The server draws this part anew when the task's subject has changed; what
 * is being typed stays, and the buttons are off while the task is another's or decided. A desk that had no form when it was
 * drawn, and whose task is free now, is drawn anew as a whole.
 */
class DeskLive extends HTMLElement {
  connectedCallback(): void {
    const desk = this.closest<HTMLElement>('key-list');
    if (!desk) return;
    const isOff = this.dataset['off'] !== undefined;
    const { version = '' } = this.dataset;
    desk.dataset['version'] ??= version;
    const buttons = desk.querySelectorAll<HTMLButtonElement>('.decide button, .desk-foot button');
    if (!isOff && buttons.length === 0 && this.dataset['open'] !== undefined && desk.dataset['wasOff'] !== undefined)
      return location.reload();
    if (isOff) desk.dataset['wasOff'] = '';
    for (const button of buttons) button.disabled = isOff;
    if (desk.dataset['version'] !== version)
      for (const said of this.querySelectorAll<HTMLElement>('[data-changed]')) said.hidden = false;
  }
}

customElements.define('desk-live', DeskLive);
