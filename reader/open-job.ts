import type { Unopenable } from '../domain/attachment.ts';
import { runJobs } from '../job-process/job-main.ts';
import { isLocked, loadPdf } from './page-text/load-pdf.ts';

/** Whether a PDF opens: `opens`, or why not. */
export type Opened = 'opens' | Unopenable;

runJobs<Uint8Array>(open);

/** Opens a PDF as far as its first page, repaired where that is possible. */
async function open(pdf: Uint8Array): Promise<Opened> {
  const loading = await loadPdf(pdf);
  try {
    const document = await loading.promise;
    if (document.numPages === 0) return 'empty';
    await document.getPage(1);
    return 'opens';
  } catch (error) {
    return isLocked(error) ? 'locked' : 'broken';
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}
