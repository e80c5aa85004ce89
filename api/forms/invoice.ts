import { z } from 'zod';
import { cleanInvoiceText, isInvoiceCode, isInvoiceNumber, needsInvoiceCode } from '../../domain/order/invoice.ts';
import { amount, day, id, wrong } from './fields.ts';

export const INVOICE_NUMBER_AT_MOST = 100;
export const INVOICE_CODE_AT_MOST = 20;
/** What is cleaned may be longer as it comes. */
const CLEANED = 4;

const number = z
  .string()
  .meta({ minLength: 1, maxLength: INVOICE_NUMBER_AT_MOST, examples: ['24410000000012345678'] })
  .transform((input, context): string => {
    if (input.length > INVOICE_NUMBER_AT_MOST * CLEANED) return wrong(context, 'form.too-long', INVOICE_NUMBER_AT_MOST);
    const cleaned = cleanInvoiceText(input);
    if (cleaned === '') return wrong(context, 'form.required');
    if (cleaned.length > INVOICE_NUMBER_AT_MOST) return wrong(context, 'form.too-long', INVOICE_NUMBER_AT_MOST);
    return isInvoiceNumber(cleaned) ? cleaned : wrong(context, 'form.text');
  });

const code = z
  .string()
  .max(INVOICE_CODE_AT_MOST * CLEANED)
  .nullish()
  .meta({ description: 'Only of an invoice whose number has 8 digits: 10 or 12 digits', examples: ['044031900111'] });

/** An invoice as a redemption names it. Its code is asked for, and kept, where the number has 8 digits alone. @source L165, D41 */
export const invoice = z
  .object({ attachmentId: id, number, code, issuedOn: day, amount })
  .transform(({ code: said, ...rest }, context) => {
    if (!needsInvoiceCode(rest.number)) return { ...rest, code: '' };
    const cleaned = cleanInvoiceText(said ?? '');
    if (isInvoiceCode(cleaned)) return { ...rest, code: cleaned };
    context.addIssue({ code: 'custom', path: ['code'], params: { code: 'form.invoice-code' } });
    return z.NEVER;
  });
