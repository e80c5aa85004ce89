import { InvalidInput, Refused, Unavailable } from '../../actions/errors.ts';
import { getTask } from '../../actions/task.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import type { TaskCase } from './case.ts';
import type { Sent } from './decision-form.ts';
import type { Desk, DeskCall, DeskParts, DeskState } from './desk.ts';
import { deskHead } from './desk-head.ts';
import { liveView } from './desk-live.ts';
import { deskNotices } from './desk-notices.ts';
import { readInboxQuery } from './inbox-query.ts';
import { keyHelp } from './keys.ts';
import { readViewing } from './viewing.ts';

/** A desk of what it has of its own: showing it, taking its decisions, and everything its page says of any task. @source D6 */
export const makeDesk = <Shown extends TaskCase, Step extends string, Answer = never>(
  parts: DeskParts<Shown, Step, Answer>,
): Desk => ({
  show: async (call) =>
    renderDesk(parts, call, await parts.readCase(call.portal, call.visit, call.task), {
      sent: findTyped(parts.steps, call),
    }),
  decide: (call, step) => takeDecision(parts, call, step),
});

/** The decision that was sent after the session had ended, as it was typed. */
function findTyped<Step extends string>(steps: readonly Step[], { visit, task }: DeskCall): Sent<Step> | undefined {
  const { here: inbox } = readInboxQuery(visit);
  for (const step of steps) {
    const values = visit.typedBefore(paths.taskDecision(task.id, step, inbox));
    if (values) return { step, values };
  }
  return undefined;
}

/**
 * Takes a decision through the same door as a client's: on to the desk with what was done, or the same desk with what was wrong
 * and all that was written. An answer that no address may hold is shown at once. A form sent twice is one decision.
 *
 * @throws Refused `request.unknown-path` for a step that the desk does not decide by
 * @source D6
 */
async function takeDecision<Shown extends TaskCase, Step extends string, Answer>(
  parts: DeskParts<Shown, Step, Answer>,
  call: DeskCall,
  asked: string,
): Promise<void> {
  const { portal, visit, response, task } = call;
  const step = parts.steps.find((name) => name === asked);
  if (step === undefined) throw new Refused('request.unknown-path');
  const shown = await parts.readCase(portal, visit, task);
  const readAnew = async (): Promise<Shown> =>
    parts.readCase(portal, visit, await getTask(portal, visit.account, task.id));
  try {
    const sending = await parts.send(call, shown, step);
    if ('next' in sending) return response.redirect(303, paths.task(task.id, { ...shown.inbox, ...sending.next }));
    return await renderDesk(parts, call, await readAnew(), { answer: sending.answer });
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const sent = { step, values: visit.values, formErrors: parts.errorsOf(error, step, visit, shown) };
    return renderDesk(parts, call, error instanceof InvalidInput ? shown : await readAnew(), { sent });
  }
}

/** The desk of a case, with what was sent and not taken, or with the answer to a decision. */
async function renderDesk<Shown extends TaskCase, Step extends string, Answer>(
  parts: DeskParts<Shown, Step, Answer>,
  call: DeskCall,
  shown: Shown,
  state: DeskState<Step, Answer>,
): Promise<void> {
  const { portal, visit, response } = call;
  const { language, task, inbox } = shown;
  const { sent, answer } = state;
  const [own, viewing, outcome] = await Promise.all([
    parts.view(call, shown, state),
    readViewing(portal, shown),
    sent?.formErrors ? {} : parts.readOutcome(portal, visit, shown),
  ]);
  const subject = parts.subjectOf(shown);
  const notices = deskNotices(parts, shown, sent, outcome);
  const head = deskHead(shown, subject);
  const href = paths.task(task.id, inbox);
  const live = liveView(shown, {
    version: subject.version,
    href,
    asksAgain: visit.query['live'] === '1',
    decided: own.lastDecided,
  });
  const page = {
    words: parts.words[language],
    ...head,
    ...notices,
    here: notices.waiting === undefined ? href : visit.url,
    changeEvent: `${subject.type}-changed-${subject.id}`,
    viewing,
    live: answer === undefined && live, // a page that shows an answer is not left, since it is shown once
    ...own.page,
    keys: keyHelp('desk', language, { ...own.keys, claims: head.claim !== false }),
    failed: notices.errors !== false,
  };
  return render(portal, visit, response, { status: sent?.formErrors?.status ?? 200, template: parts.template, page });
}
