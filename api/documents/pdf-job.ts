import pdfmake from 'pdfmake';
import { runJobs } from './job-main.ts';
import type { Sheet } from './order-pdf/order-pdf.ts';
import { settingOf } from './order-pdf/layout.ts';
import { TYPEFACE } from './typeface.ts';

pdfmake.setFonts({ Noto: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => path === TYPEFACE.normal || path === TYPEFACE.bold);
pdfmake.setUrlAccessPolicy(() => false);

runJobs<Sheet>((sheet) => pdfmake.createPdf(settingOf(sheet, new Date())).getBuffer());
