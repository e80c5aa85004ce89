import pdfmake from 'pdfmake';
import { answerJobs } from './answering.ts';
import type { Sheet } from './sheet.ts';
import { settingOf } from './sheet-setting.ts';
import { TYPEFACE } from './typeface.ts';

/** What the press is asked for. */
export interface PressJob {
  readonly sheet: Sheet;
}

pdfmake.setFonts({ Noto: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => path === TYPEFACE.normal || path === TYPEFACE.bold);
pdfmake.setUrlAccessPolicy(() => false);

answerJobs<PressJob>(({ sheet }) => pdfmake.createPdf(settingOf(sheet, new Date())).getBuffer());
