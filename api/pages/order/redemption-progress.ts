import { findDraft } from '../../../db/reads/draft.ts';
import { mayWriteUp } from '../../../domain/order/permissions.ts';
import type { Portal } from '../../actions/portal.ts';
import { LIST_COMMA } from '../list-comma.ts';
import type { OrderCase } from './case.ts';
import { checklistView } from './redemption-checklist.ts';
import { claimValues } from './redemption-form.ts';
import { hrefOfStep } from './step-places.ts';

/** How far the materials of a redemption are prepared, for whoever prepares them; null for all others. @source L165 */
export async function preparedView({ db }: Portal, { file, order, account, language }: OrderCase) {
  const step = order.returned ? 'supplementRedemption' : 'requestRedemption';
  if (!account.roles.includes('institution') || !mayWriteUp(order, step)) return null;
  const draft =
    account.organizationId && (await findDraft(db, { type: 'order', id: order.id }, account.organizationId));
  const values = (draft || undefined)?.values ?? (file.order.claim ? claimValues(file.order.claim) : {});
  const { items, said } = checklistView(file.order, values, language);
  const named = (has: boolean): string =>
    items
      .filter((item) => item.has === has)
      .map(({ label }) => label)
      .join(LIST_COMMA[language]);
  return { said, there: named(true), missing: named(false), href: hrefOfStep(order.id, step) };
}
