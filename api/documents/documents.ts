import { setTimeout as after } from 'node:timers/promises';
import { Unavailable } from '../actions/errors.ts';
import type { Read } from '../../reader/read-job.ts';
import type { OrderPdf } from './order-pdf/order-pdf.ts';
import type { Opened } from '../../reader/open-job.ts';
import { JobFailed } from '../../job-process/protocol.ts';
import { createJobProcess } from '../../job-process/queue.ts';
import type { Table } from './table.ts';

/** A file as far as its turn to be read is concerned. */
interface ReadFile {
  readonly id: string;
  readonly uploadedBy: string;
}

/** Writes and reads documents in processes beside the portal. */
export interface Documents {
  /** An order as a PDF. @throws Unavailable when there is no room or no time for it */
  readonly renderOrderPdf: (content: OrderPdf, asker: string) => Promise<Buffer>;
  /** A table as an Excel workbook. @throws Unavailable when there is no room or no time for it */
  readonly renderWorkbook: (table: Table, asker: string) => Promise<Buffer>;
  /**
   * What is found in a PDF. Two who ask for one file at once wait for one reading. A file that once took too long gets less
   * time when it is asked for again, and its uploader's files wait for those of others.
   *
   * @throws Unavailable when too many wait
   */
  readonly readContract: (file: ReadFile, load: () => Promise<Uint8Array>) => Promise<Read>;
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

/** What a contract may take: some fifty scanned pages, where a page takes 4 to 8 s. */
const READING_MS = 400_000;
/** What it gets when it has taken too long before. */
const SECOND_READING_MS = 8_000;

/** An upload waits so long to hear whether its file opens, the start of the process included; an honest file takes a hundredth. */
const OPENING_MS = 3_000;

/** Prepares the job processes; each starts when it is first needed. */
export function createDocuments(): Documents {
  const orderPdfs = createJobProcess<OrderPdf, Uint8Array>({
    program: new URL('./pdf-job', import.meta.url),
    jobMs: 12_000,
    memoryMiB: 384,
    waitingAtMost: 40,
    waitingByAsker: 8,
  });
  const workbooks = createJobProcess<Table, Uint8Array>({
    program: new URL('./workbook-job', import.meta.url),
    jobMs: WORKBOOK_MS,
    memoryMiB: 512,
    waitingAtMost: 8,
    waitingByAsker: 2,
  });
  const contractTexts = createJobProcess<Uint8Array, Read>({
    program: new URL('../../reader/read-job', import.meta.url),
    jobMs: READING_MS,
    cpuSeconds: 7200,
    memoryMiB: 384,
    waitingAtMost: 60,
    waitingByAsker: 10,
  });
  const openings = createOpenings();
  const underWay = new Map<string, Promise<Read>>();
  const late = new Set<string>();
  const readOnce = async ({ id, uploadedBy }: ReadFile, load: () => Promise<Uint8Array>): Promise<Read> => {
    try {
      return await contractTexts.run(load, {
        asker: uploadedBy,
        ...(late.has(id) && { withinMs: SECOND_READING_MS }),
      });
    } catch (error) {
      const failure = error instanceof JobFailed ? error.failure : null;
      if (failure === 'died' || (failure === 'late' && late.has(id))) return { unreadable: 'heavy' };
      if (failure === 'late') late.add(id); // once may be the machine's fault
      return unavailable(error);
    }
  };
  return {
    renderOrderPdf: async (content, asker) => Buffer.from(await orderPdfs.run(content, { asker }).catch(unavailable)),
    renderWorkbook: async (table, asker) => Buffer.from(await workbooks.run(table, { asker }).catch(unavailable)),
    readContract: (file, load) => {
      const reading = underWay.get(file.id) ?? readOnce(file, load).finally(() => underWay.delete(file.id));
      underWay.set(file.id, reading);
      return reading;
    },
    openPdf: openings.open,
    stop: () => [orderPdfs, workbooks, contractTexts, openings].forEach(({ stop }) => stop()),
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
