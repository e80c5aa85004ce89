import { clickIdOf } from '../click-id.ts';
import type { Response } from 'express';
import type { Portal } from '../../actions/portal.ts';
import { formErrorsOf, invalidForm, summarizeErrors } from '../form-errors.ts';
import { render } from '../frame/render.ts';
import { form, page } from '../page.ts';
import type { Page } from '../page.ts';
import type { MemberVisit } from '../visit.ts';
import type { ShownStep, StepCase, StepPage } from './definition.ts';
import { listErrors, namingOf } from './errors.ts';

/** The two rows that a step with its own page has in the table of pages: the page, and where its form is sent. */
export const stepPage = <C extends StepCase, F>(step: StepPage<C, F>): Page[] => [
  page(step.path, step.to, async (portal, visit, response) => {
    const found = await step.find(portal, visit);
    const values = visit.typedBefore(step.address(found)) ?? step.initial(found);
    return renderStep(step, { portal, visit, response }, { found, values, problems: [] });
  }),
  form(step.path, step.to, (portal, visit, response) => takeStep(step, { portal, visit, response }), {
    files: step.files,
  }),
];

/** One call of the page. */
interface Call {
  readonly portal: Portal;
  readonly visit: MemberVisit;
  readonly response: Response;
}

/** Takes the step, or shows the same page with everything that is wrong and with what was typed. */
async function takeStep<C extends StepCase, F>(step: StepPage<C, F>, call: Call): Promise<void> {
  const { portal, visit, response } = call;
  const found = await step.find(portal, visit);
  const all = { values: visit.values, problems: visit.fileProblems };
  const onward = step.prepare ? await step.prepare(portal, found, all) : { send: all };
  if ('goTo' in onward) return response.redirect(303, onward.goTo);
  if ('show' in onward) return renderStep(step, call, onward.show);
  const sent = { found, ...onward.send };
  const wrong = await listErrors(step, portal, sent);
  if (wrong.length > 0) return renderStep(step, call, { ...sent, formErrors: invalidForm(wrong) });
  try {
    const { values } = sent;
    response.redirect(303, await step.send(portal, visit, { found, read: step.read(values, found), values }));
  } catch (error) {
    const formErrors = formErrorsOf(error, visit.language, step.refusedFields);
    return renderStep(step, call, { ...sent, found: await step.find(portal, visit), formErrors });
  }
}

async function renderStep<C extends StepCase, F>(
  step: StepPage<C, F>,
  { portal, visit, response }: Call,
  shown: ShownStep<C>,
): Promise<void> {
  const { found, formErrors } = shown;
  const view = {
    words: step.words[found.language],
    ...step.frame(found),
    blocked: found.blocked,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, found.language, namingOf(step, found)),
    changed: await step.describeChange(portal, shown),
    action: step.address(found),
    hidden: { csrfToken: visit.csrfToken, version: found.version, click: clickIdOf(formErrors, shown.values) },
    ...(await step.view(portal, shown)),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: step.template, page: view });
}
