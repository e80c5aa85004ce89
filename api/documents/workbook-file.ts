import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cell, Table } from './table.ts';

/** A table whose rows lie in a file, as the portal hands it to the process that writes the workbook. */
export interface FiledTable extends Omit<Table, 'rows'> {
  readonly rowsFile: string;
  readonly workbookFile: string;
}

const OWNER_ONLY = { mode: 0o600 };

/** Writes bytes or text while they come. */
export const writeFileOf = (path: string, content: AsyncIterable<Uint8Array | string>): Promise<void> =>
  pipeline(content, createWriteStream(path, OWNER_ONLY));

/** A workbook, written whole. It is on no disk any more once it was read to its end, or destroyed. */
export interface Workbook {
  readonly bytes: number;
  readonly content: Readable;
}

/**
 * Has a workbook written by another process, and gives it to be read: rows and workbook go by files, so that neither
 * process holds more of them than it works on, whoever fetches the workbook slowly holds up nobody, and the database has been left by then.
 *
 * @param folder where the files lie meanwhile
 */
export async function writeByFiles(
  { rows, ...table }: Table,
  folder: string,
  write: (table: FiledTable) => Promise<unknown>,
): Promise<Workbook> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftOvers(folder);
  const own = await mkdtemp(join(folder, PREFIX));
  const [rowsFile, workbookFile] = [join(own, 'rows'), join(own, 'workbook')];
  try {
    await writeFileOf(rowsFile, linesOfRows(rows));
    await write({ ...table, rowsFile, workbookFile });
    const written = await open(workbookFile);
    return { bytes: (await written.stat()).size, content: written.createReadStream() };
  } finally {
    await rm(own, { recursive: true, force: true }); // what is open can still be read
  }
}

const PREFIX = 'workbook-';
/** No export takes so long, its wait for others included. */
const LEFT_OVER_MS = 3_600_000;

/** What a killed portal has left: rows of people's orders should not lie about. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY })); // gone meanwhile
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Rows as they lie in a file: one a line. JSON has no line feed within. */
async function* linesOfRows(rows: Table['rows']): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** The rows of a file, read as they are asked for. */
export async function* rowsOfFile(path: string): AsyncGenerator<readonly Cell[]> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as readonly Cell[];
  }
}
