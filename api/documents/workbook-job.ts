import { runJobs } from './job-main.ts';
import type { Table } from './table.ts';
import { workbookOf } from './workbook.ts';

runJobs<Table>(workbookOf);
