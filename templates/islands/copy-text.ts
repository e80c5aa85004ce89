/** A button that copies a text: there is none without this script. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('button') || !navigator.clipboard) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'icon-btn';
    button.title = this.dataset['label'] ?? '';
    button.setAttribute('aria-label', button.title);
    button.append(...this.childNodes);
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    said.className = 'small muted';
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(this.dataset['text'] ?? '').then(() => {
        said.textContent = this.dataset['done'] ?? '';
      });
    });
    this.append(button, said);
  }
}

customElements.define('copy-text', CopyText);
