import { answerJobs } from './job-main.ts';
import type { Table } from './table.ts';
import { workbookOf } from './workbook.ts';

answerJobs<Table>(workbookOf);
