import { Unavailable } from '../actions/errors.ts';
import type { Read } from './contract-text-job.ts';
import type { OrderPdf } from './order-pdf/order-pdf.ts';
import { JobFailed } from './job-process/protocol.ts';
import { createJobProcess } from './job-process/queue.ts';
import type { Table } from './table.ts';

/** Writes and reads documents in processes beside the portal. */
export interface Documents {
  /** An order as a PDF. @throws Unavailable when there is no room or no time for it */
  readonly renderOrderPdf: (content: OrderPdf) => Promise<Buffer>;
  /** A table as an Excel workbook. @throws Unavailable when there is no room or no time for it */
  readonly renderWorkbook: (table: Table) => Promise<Buffer>;
  /**
   * What is found in a PDF. Two who ask for one file at once wait for one reading.
   *
   * @throws Unavailable when too many wait
   */
  readonly readContract: (id: string, load: () => Promise<Uint8Array>) => Promise<Read>;
  readonly stop: () => void;
}

/** The longest workbook takes 3 s of a processor; more is a machine that has much else to do. */
export const WORKBOOK_MS = 40_000;

/** Prepares the job processes; each starts when it is first needed. */
export function createDocuments(): Documents {
  const orderPdfs = createJobProcess<OrderPdf, Uint8Array>({
    program: new URL('./pdf-job', import.meta.url),
    jobMs: 12_000,
    memoryMiB: 384,
    waitingAtMost: 20,
  });
  const workbooks = createJobProcess<Table, Uint8Array>({
    program: new URL('./workbook-job', import.meta.url),
    jobMs: WORKBOOK_MS,
    memoryMiB: 512,
    waitingAtMost: 5,
  });
  const contractTexts = createJobProcess<Uint8Array, Read>({
    program: new URL('./contract-text-job', import.meta.url),
    jobMs: 30_000,
    memoryMiB: 256,
    waitingAtMost: 10,
  });
  const underWay = new Map<string, Promise<Read>>();
  const late = new Set<string>();
  const readOnce = async (id: string, load: () => Promise<Uint8Array>): Promise<Read> => {
    try {
      return await contractTexts.run(await load());
    } catch (error) {
      const failure = error instanceof JobFailed ? error.failure : null;
      if (failure === 'died' || (failure === 'late' && late.has(id))) return { unreadable: 'heavy' };
      if (failure === 'late') late.add(id); // once may be the machine's fault
      return unavailable(error);
    }
  };
  return {
    renderOrderPdf: async (content) => Buffer.from(await orderPdfs.run(content).catch(unavailable)),
    renderWorkbook: async (table) => Buffer.from(await workbooks.run(table).catch(unavailable)),
    readContract: (id, load) => {
      const reading = underWay.get(id) ?? readOnce(id, load).finally(() => underWay.delete(id));
      underWay.set(id, reading);
      return reading;
    },
    stop: () => [orderPdfs, workbooks, contractTexts].forEach(({ stop }) => stop()),
  };
}

/** A job that found no room or no time can be asked for again; one that the program could not do is a fault. */
function unavailable(error: unknown): never {
  if (error instanceof JobFailed && error.failure !== 'threw') throw new Unavailable('unavailable.documents', error);
  throw error;
}
