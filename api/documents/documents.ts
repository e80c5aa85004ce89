import { Unavailable } from '../errors.ts';
import type { Sheet } from './sheet.ts';
import { sideProcess, SideProcessFailed } from './side-process.ts';
import type { Table } from './table.ts';

/** What sets and reads documents beside the portal. */
export interface Documents {
  /** An order sheet as a PDF. @throws Unavailable when there is no room or no time for it */
  readonly print: (sheet: Sheet) => Promise<Buffer>;
  /** A table as an Excel workbook. @throws Unavailable when there is no room or no time for it */
  readonly workbook: (table: Table) => Promise<Buffer>;
  readonly stop: () => void;
}

/** The longest workbook takes 3 s of a processor; more is a machine that has much else to do. */
export const WORKBOOK_MS = 40_000;

/** Prepares the side processes; each starts when it is first needed. */
export function createDocuments(): Documents {
  const sheets = sideProcess<Sheet, Uint8Array>({
    program: new URL('./sheet-press', import.meta.url),
    jobMs: 12_000,
    memoryMiB: 384,
    waitingAtMost: 20,
  });
  const tables = sideProcess<Table, Uint8Array>({
    program: new URL('./table-press', import.meta.url),
    jobMs: WORKBOOK_MS,
    memoryMiB: 512,
    waitingAtMost: 5,
  });
  return {
    print: async (sheet) => Buffer.from(await sheets.ask(sheet).catch(unavailable)),
    workbook: async (table) => Buffer.from(await tables.ask(table).catch(unavailable)),
    stop: () => [sheets, tables].forEach(({ stop }) => stop()),
  };
}

/** A job that found no room or no time can be asked for again; one that the program could not do is a fault. */
function unavailable(error: unknown): never {
  if (error instanceof SideProcessFailed && error.failure !== 'threw')
    throw new Unavailable('unavailable.documents', error);
  throw error;
}
