/** A button that prints the page: there is none without this script, and the browser's own menu does the same. */
class PrintPage extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn';
    button.append(...this.childNodes, this.dataset['label'] ?? '');
    button.addEventListener('click', () => window.print());
    this.append(button);
  }
}

customElements.define('print-page', PrintPage);
