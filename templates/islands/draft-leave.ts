/** A draft is kept a moment after each change, so what was changed last is sent when the page is left before that moment. */
const form = document.querySelector<HTMLFormElement>('#draft-form');

if (form) {
  let changes = 0;
  let sent = 0;
  let kept = 0;
  for (const type of ['input', 'change']) form.addEventListener(type, () => (changes += 1));
  form.addEventListener('htmx:before:request', () => (sent = changes));
  form.addEventListener('htmx:after:swap', () => (kept = sent));
  document.addEventListener('submit', (event) => {
    if (event.target === form && !event.defaultPrevented) kept = changes; // the form itself is under way
  });
  addEventListener('pagehide', () => {
    if (kept < changes) keepNow(form);
  });
  // What the browser puts back by itself may be older than the draft, which a colleague goes on with.
  if (cameBack()) form.reset();
}

function keepNow(of: HTMLFormElement): void {
  const fields = [...new FormData(of)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const body = new URLSearchParams([...fields, ['act', 'draft']]);
  fetch(of.action, { method: 'POST', body, keepalive: true }).catch(() => undefined); // nobody is there to be told
}

/** Whether the page was reached by Back or Forward. */
export function cameBack(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward';
}
