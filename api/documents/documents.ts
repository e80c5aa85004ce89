import { tmpdir } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { Unavailable } from '../actions/errors.ts';
import type { OrderPdf } from './order-pdf/order-pdf.ts';
import type { Opened } from '../../reader/open-job.ts';
import { JobFailed } from '../../job-process/protocol.ts';
import { createJobProcess } from '../../job-process/queue.ts';
import type { Table } from './table.ts';
import { writeByFiles } from './workbook-file.ts';
import type { FiledTable, Workbook } from './workbook-file.ts';

/** Writes documents, and opens PDFs, in processes beside the portal. */
export interface Documents {
  /** An order as a PDF. @throws Unavailable when there is no room or no time for it */
  readonly renderOrderPdf: (content: OrderPdf, asker: string) => Promise<Buffer>;
  /**
   * A table as an Excel workbook.
   *
   * @throws Unavailable when there is no room or no time for it, and what its rows throw
   */
  readonly renderWorkbook: (table: Table, asker: string) => Promise<Workbook>;
  /**
   * Whether a PDF opens, or why not; undefined when there is no room or no time to find out.
   *
   * @throws what loading it throws
   */
  readonly openPdf: (uploadedBy: string, load: () => Promise<Uint8Array>) => Promise<Opened | undefined>;
  readonly stop: () => void;
}

/** The longest workbook takes 3 s of a processor; more is a machine that has much else to do. */
export const WORKBOOK_MS = 40_000;

/** An upload waits so long to hear whether its file opens, the start of the process included; an honest file takes a hundredth. */
const OPENING_MS = 3_000;

/**
 * Prepares the job processes; each starts when it is first needed.
 *
 * @param folder where workbooks lie while they are made
 */
export function createDocuments(folder = tmpdir()): Documents {
  const orderPdfs = createJobProcess<OrderPdf, Uint8Array>({
    program: new URL('./pdf-job', import.meta.url),
    jobMs: 12_000,
    memoryMiB: 384,
    waitingAtMost: 40,
    waitingByAsker: 8,
  });
  const workbooks = createJobProcess<FiledTable, void>({
    program: new URL('./workbook-job', import.meta.url),
    jobMs: WORKBOOK_MS,
    memoryMiB: 512,
    waitingAtMost: 8,
    waitingByAsker: 2,
  });
  const openings = createOpenings();
  return {
    renderOrderPdf: async (content, asker) => Buffer.from(await orderPdfs.run(content, { asker }).catch(unavailable)),
    renderWorkbook: (table, asker) =>
      writeByFiles(table, folder, (filed) => workbooks.run(filed, { asker }).catch(unavailable)),
    openPdf: openings.open,
    stop: () => [orderPdfs, workbooks, openings].forEach(({ stop }) => stop()),
  };
}

/** A job that found no room or no time can be asked for again; one that the program could not do is a fault. */
function unavailable(error: unknown): never {
  if (error instanceof JobFailed && error.failure !== 'threw') throw new Unavailable('unavailable.documents', error);
  throw error;
}

/** The process that opens PDFs, and how long whoever uploads one waits for it. */
function createOpenings() {
  const openings = createJobProcess<Uint8Array, Opened>({
    program: new URL('../../reader/open-job', import.meta.url),
    jobMs: OPENING_MS,
    memoryMiB: 256,
    waitingAtMost: 48,
    waitingByAsker: 24,
  });
  const open: Documents['openPdf'] = (uploadedBy, load) => {
    const opening = openings.run(load, { asker: uploadedBy }).catch((error: unknown) => {
      if (error instanceof JobFailed) return undefined;
      throw error;
    });
    return Promise.race([opening, after(OPENING_MS, undefined, { ref: false })]);
  };
  return { open, stop: openings.stop };
}
