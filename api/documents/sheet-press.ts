import pdfmake from 'pdfmake';
import { answerJobs } from './answering.ts';
import type { Sheet } from './sheet.ts';
import { settingOf } from './sheet-setting.ts';
import { TYPEFACE } from './typeface.ts';

pdfmake.setFonts({ Noto: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => path === TYPEFACE.normal || path === TYPEFACE.bold);
pdfmake.setUrlAccessPolicy(() => false);

answerJobs<Sheet>((sheet) => pdfmake.createPdf(settingOf(sheet, new Date())).getBuffer());
