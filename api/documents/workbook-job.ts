import { runJobs } from '../../job-process/job-main.ts';
import { rowsOfFile, writeFileOf } from './workbook-file.ts';
import type { FiledTable } from './workbook-file.ts';
import { workbookOf } from './workbook.ts';

runJobs<FiledTable>(({ rowsFile, workbookFile, ...table }) =>
  writeFileOf(workbookFile, workbookOf({ ...table, rows: rowsOfFile(rowsFile) })),
);
