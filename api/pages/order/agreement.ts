import { openChange } from '../../../domain/order/order.ts';
import { papersOf } from '../../../domain/reading/papers.ts';
import type { Portal } from '../../actions/portal.ts';
import { compareFiles } from '../../documents/reading.ts';
import type { OrderCase } from './case.ts';
import { OF_PAPERS } from './compared-words.ts';
import { drawComparison } from './desk/compare.ts';
import { knownOf } from './desk/papers.ts';

/**
 * The supplementary agreement beside the amounts it leaves, for whoever may agree to the change now: what its uploader saw, and
 * what the park will see. False for everybody else. No page waits for it.
 *
 * @source D13, D42
 */
export async function agreementView(portal: Portal, found: OrderCase) {
  const { file, order, account, language } = found;
  const isAsked = order.steps.some(({ step, allowed }) => step === 'acceptChange' && allowed);
  const [paper] = isAsked && openChange(file.order) ? papersOf('agreement', file.order, file.names) : [];
  if (!paper) return false;
  const [comparison] = await compareFiles(portal, [paper], 0);
  if (!comparison) return false;
  const papers = [{ ...paper, title: false as const, comparison, faults: [] }];
  const reporting = { accountId: account.id, csrfToken: '', actionOf: undefined };
  const known = knownOf(found, 'agreement', [paper.attachmentId]);
  const compare = drawComparison({ kind: 'agreement', papers, reporting, known }, language);
  return {
    ...compare,
    waiting: compare.waiting && { ...compare.waiting, hint: OF_PAPERS.agreement[language].consentHint },
  };
}
