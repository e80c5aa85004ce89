import type { Response } from 'express';
import { z } from 'zod';
import { InvalidInput } from '../../actions/errors.ts';
import type { FieldError } from '../../actions/errors.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import { placeOrder } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { clickQuery } from '../click-outcome.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import { formErrorsOf } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { productIdOf, renderProduct } from './show.ts';
import type { MemberVisit } from '../visit.ts';

const placeForm = z.object(ORDER_FORMS.place.fields);

/** 下单 at the price, or 申请服务 at another amount: on to the order, or the same page with what is wrong. @source L88, L103, D7 */
export async function takePlacing(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const productId = productIdOf(visit);
  const { values } = visit;
  try {
    const fields = read(placeForm, checked(values, productId));
    const key = pageKey(`place ${productId}`, values);
    const placing = requestOf('place', fields);
    const result = await placeOrder(portal, { account, key }, placing);
    const query = clickQuery(result, { done: 'place' });
    const onward = result.done ? paths.order(result.record.file.order.id, query) : paths.product(productId, query);
    response.redirect(303, onward);
  } catch (error) {
    const formErrors = formErrorsOf(error, language, {
      'order.expected-amount-invalid': 'expectedAmount',
      'voucher.line-unknown': 'voucherLineId',
      'voucher.nothing-left': 'voucherLineId',
      'voucher.past-use-by': 'voucherLineId',
      'voucher.other-direction': 'voucherLineId',
    });
    await renderProduct(portal, visit, response, { values, formErrors });
  }
}

/** @throws InvalidInput when neither way was chosen, no line, or no amount for 申请服务 */
function checked(values: Values, productId: string) {
  const way = textOf(values, 'way');
  const expectedAmount = way === 'apply' ? textOf(values, 'expectedAmount') : null;
  const voucherLineId = textOf(values, 'voucherLineId');
  const missing: FieldError[] = [];
  if (way !== 'order' && way !== 'apply') missing.push({ pointer: '/way', code: 'form.unchosen' });
  if (voucherLineId === '') missing.push({ pointer: '/voucherLineId', code: 'form.unchosen' });
  if (expectedAmount === '') missing.push({ pointer: '/expectedAmount', code: 'form.required' });
  if (missing.length > 0) throw new InvalidInput(missing);
  return { productId, voucherLineId, expectedAmount, note: textOf(values, 'note') };
}
