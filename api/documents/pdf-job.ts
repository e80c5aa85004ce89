import pdfmake from 'pdfmake';
import { runJobs } from '../../job-process/job-main.ts';
import type { OrderPdf } from './order-pdf/order-pdf.ts';
import { layOutOrderPdf } from './order-pdf/layout.ts';
import { TYPEFACE } from '../../typeface.ts';

pdfmake.setFonts({ Noto: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => path === TYPEFACE.normal || path === TYPEFACE.bold);
pdfmake.setUrlAccessPolicy(() => false);

runJobs<OrderPdf>((content) => pdfmake.createPdf(layOutOrderPdf(content, new Date())).getBuffer());
