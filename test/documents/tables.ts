import { inflateRawSync } from 'node:zlib';

/** CSV as RFC 4180 has it, and any single sign of a line end outside quotes ends a row, as spreadsheets read it. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const rest = text.replace(/^\uFEFF/, '');
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/gy;
  for (let row: string[] = []; cell.lastIndex < rest.length;) {
    const match = cell.exec(rest);
    if (!match) throw new Error(`no CSV at ${cell.lastIndex}: ${JSON.stringify(rest.slice(0, 200))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** One file of a ZIP archive, by its directory at the end. */
function fileIn(archive: Buffer, wanted: string): string {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as number[];
    const name = archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const head = archive.readUInt32LE(at + 42);
    if (name === wanted) {
      const begin = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
      const bytes = archive.subarray(begin, begin + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error(`${wanted} is not in the archive`);
}

/** The first sheet of a workbook, as it is written. */
export const sheetXml = (workbook: Buffer): string => fileIn(workbook, 'xl/worksheets/sheet1.xml');

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The texts in the first column below the heading, read as XML and then as ECMA-376 has them (ST_Xstring). */
export function textsIn(workbook: Buffer): string[] {
  const cells = [
    ...sheetXml(workbook).matchAll(/<c r="A(\d+)"[^>]* t="inlineStr"[^>]*><is><t(?:\s[^>]*)?>([^<]*)<\/t><\/is>/g),
  ];
  return cells
    .filter(([, row]) => row !== '1')
    .map(([, , text = '']) =>
      text
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? '')
        .replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
    );
}
