import type { Response } from 'express';
import { dayOf } from '../../../domain/day.ts';
import { getSite } from '../../../db/reads/frame.ts';
import { formatDisposition } from '../../files/content.ts';
import { readId } from '../query-params.ts';
import { paths } from '../paths.ts';
import { getOrder } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { buildOrderPdf } from '../../documents/order-pdf/order-pdf.ts';
import { ORDER_PDF_WORDS } from '../../documents/order-pdf/words.ts';
import type { MemberVisit } from '../visit.ts';

/**
 * Sends the order as a PDF, in the page's language, for whoever may see the order.
 *
 * @throws Refused `order.not-found`, also for one that may not be known; Unavailable when too many PDFs wait
 * @source L99, D26
 */
export async function sendOrderSheet(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const id = readId(visit, 'id', 'order.not-found');
  const { file, timeline } = await getOrder(portal, account, id);
  const printedAt = new Date().toISOString();
  const { hotline } = await getSite(portal.db, dayOf(printedAt));
  const link = new URL(paths.order(id), portal.publicUrl).href;
  const content = buildOrderPdf(file, timeline, { language, link, hotline, printedAt });
  const pdf = await portal.documents.renderOrderPdf(content, account.id);
  response
    .set({
      'content-type': 'application/pdf',
      'content-disposition': formatDisposition(`${ORDER_PDF_WORDS[language].fileName}-${file.order.number}.pdf`),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .send(pdf);
}
