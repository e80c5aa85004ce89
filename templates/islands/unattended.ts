/** What htmx is about to send, and why. */
interface Sending {
  readonly sourceEvent?: Event;
  readonly request: { readonly headers: Record<string, string> };
}

/** Events that no person has caused: what the stream tells, and the clock. */
const BY_ITSELF = /-changed(-|$)|^every$|^load$/;

/** Says of what a page fetches by itself that nobody has asked for it: it does not prolong the session. */
document.addEventListener('htmx:config:request', (event) => {
  const { sourceEvent, request } = (event as CustomEvent<{ ctx: Sending }>).detail.ctx;
  if (sourceEvent && BY_ITSELF.test(sourceEvent.type)) request.headers['x-unattended'] = '1';
});

export {};
