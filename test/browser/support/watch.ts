import type { BrowserContext, ConsoleMessage, Request, Response } from 'playwright-core';

/** What no page may do, as it is seen in a browser: break the content policy, throw, complain, ask elsewhere, miss a file. */
export interface Watch {
  /** What was seen since the last call, in plain words. */
  readonly taken: () => string[];
}

interface Violation {
  readonly directive: string;
  readonly blocked: string;
  readonly page: string;
}

/** Watches every page of a context. To be called before its first page. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const seen: string[] = [];
  await context.exposeBinding('reportViolation', (_source, { directive, blocked, page }: Violation) => {
    seen.push(`content policy: ${directive} blocked ${blocked} on ${page}`);
  });
  await context.addInitScript(() => {
    const { reportViolation } = globalThis as unknown as { reportViolation: (violation: object) => void };
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      reportViolation({ directive: violatedDirective, blocked: blockedURI, page: location.pathname }),
    );
  });
  context.on('weberror', (error) => void seen.push(`thrown: ${error.error().message}`));
  context.on('console', (message) => {
    if (complains(message)) seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    if (leaves(request, origin)) seen.push(`asked elsewhere: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (missing(response)) seen.push(`${response.status()} for ${response.url()}`);
  });
  return { taken: () => seen.splice(0) };
}

/** Not that an answer had an error's status: what status a page has is its own test's matter. */
const complains = (message: ConsoleMessage): boolean =>
  ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource');

function leaves(request: Request, origin: string): boolean {
  const url = new URL(request.url());
  return ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.origin !== origin;
}

/** A part of a page that was not there. */
const missing = (response: Response): boolean =>
  response.status() >= 400 &&
  ['script', 'stylesheet', 'image', 'font', 'media'].includes(response.request().resourceType());
