import { runJobs } from '../../job-process/job-main.ts';
import type { Table } from './table.ts';
import { buildWorkbook } from './workbook.ts';

runJobs<Table>(buildWorkbook);
