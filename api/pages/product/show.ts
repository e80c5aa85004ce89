import { clickIdOf } from '../click-id.ts';
import type { Response } from 'express';
import { selectOfferedProduct } from '../../../db/reads/offer.ts';
import { findPublishedProduct } from '../../../db/reads/product.ts';
import { listLinesFor, listUsableSubcategories } from '../../../db/reads/voucher-line.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';

import { insistFound } from '../../actions/errors.ts';
import { now } from '../../actions/moment.ts';
import { undoneCode } from '../../actions/outcomes.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { readId } from '../query-params.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { findClick } from '../click-outcome.ts';
import { summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { offerView } from './offer.ts';
import { howSteps } from './how.ts';
import { PRODUCT_WORDS } from './words.ts';
import type { Visit } from '../visit.ts';

/** A published product, and for an enterprise the way to order it. @source L58, L78, L88, D7 */
export async function showProduct(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const id = productIdOf(visit);
  const outcome = await outcomeOf(portal, visit);
  if (outcome.orderId !== undefined) return response.redirect(303, paths.order(outcome.orderId, { done: 'place' }));
  if (outcome.waiting) response.set('refresh', '2'); // asks again until the order is there
  const values = visit.typedBefore(paths.product(id)) ?? {};
  return renderProduct(portal, visit, response, { values, formErrors: outcome.formErrors, waiting: outcome.waiting });
}

/** The product of the address. @throws Refused `product.not-found` */
export const productIdOf = (visit: Visit): string => readId(visit, 'id', 'product.not-found');

interface Outcome {
  readonly waiting?: boolean;
  readonly orderId?: string;
  readonly formErrors?: FormErrors;
}

/** What became of the order that was accepted and not placed yet when it was answered. */
async function outcomeOf(portal: Portal, visit: Visit): Promise<Outcome> {
  const click = await findClick(portal, visit);
  if (!click) return {};
  if (click.state === 'done') return { orderId: click.subjectId };
  if (click.state === 'accepted') return { waiting: true };
  const reason = undoneCode(click);
  const text = reason ? problemRow(reason)[visit.language] : (click.code ?? '');
  return { formErrors: { status: 200, lines: [{ from: 'rule', field: undefined, text }] } };
}

interface Shown {
  readonly values: Values;
  readonly formErrors?: FormErrors | undefined;
  readonly waiting?: boolean | undefined;
}

/** The product's page, with what was typed and what was wrong. */
export async function renderProduct(
  portal: Portal,
  visit: Visit,
  response: Response,
  { values, formErrors, waiting }: Shown,
): Promise<void> {
  const { language } = visit;
  const words = PRODUCT_WORDS[language];
  const product = insistFound(await findPublishedProduct(portal.db, productIdOf(visit)), 'product.not-found');
  const offer = await offerOf(portal, visit, { values, formErrors, language });
  const labels: Readonly<Record<string, string>> = {
    expectedAmount: words.expectedAmount,
    note: words.note,
    way: words.way,
    voucherLineId: words.line,
  };
  const page = {
    words,
    title: product.name,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, language, { labelOf: (field) => labels[field] }),
    waiting: waiting && words.waiting,
    kind: `${product.category.name} · ${product.subcategory.name}`,
    facts: [
      { label: words.price, value: `¥${groupedYuan(product.priceFen)}`, money: true, hint: words.priceText },
      { label: words.direction, value: `${product.category.name} / ${product.subcategory.name}` },
      { label: words.institution, value: product.institution.name },
    ],
    how: howSteps(language),
    categoryHref: paths.products({ category: product.category.id }),
    category: product.category.name,
    visitor: visit.account === undefined && { href: paths.signIn(visit.url), registerHref: paths.register() },
    offer,
    buys: visit.account === undefined || offer !== false,
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'product/show', page });
}

interface Asked {
  readonly values: Values;
  readonly formErrors: FormErrors | undefined;
  readonly language: Language;
}

/** The form by which an enterprise orders; false for others. */
async function offerOf(portal: Portal, visit: Visit, { values, formErrors, language }: Asked) {
  const { account } = visit;
  if (!account?.roles.includes('enterprise') || !account.organization) return false;
  const [product] = await selectOfferedProduct(portal.db, productIdOf(visit));
  if (!product) return false;
  const { today } = now();
  const [lines, directions] = await Promise.all([
    listLinesFor(portal.db, { enterpriseId: account.organization.id, subcategoryId: product.subcategoryId }),
    listUsableSubcategories(portal.db, account.organization.id, today),
  ]);
  return {
    ...offerView({ account, product, lines, directions, values, formErrors, language }),
    action: paths.product(product.id),
    hidden: { csrfToken: visit.csrfToken, version: 1, click: clickIdOf(formErrors, values) },
  };
}
