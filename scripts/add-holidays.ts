import { text as read } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { enterHolidayNotice } from '../db/writes/calendar.ts';
import { connect } from '../db/client.ts';
import { resolveDatabaseUrl } from './start/addresses.ts';
import { parseHolidayNotice } from './calendar/notice.ts';

const USAGE = `npm run add-holidays -- --year <year> [--document <number of the notice>] < days.txt
A line for each day off and each day worked in exchange: 2027-01-01 休 元旦, 2027-02-14 班 春节. Lines that begin with # are not read.`;

// Enters the State Council's notice of a year's holidays; deadlines recorded before stay, those recorded from then on follow it.
try {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ options: { year: option, document: option } });
  const year = Number(values.year);
  if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new Error(USAGE);
  const { days, problems } = parseHolidayNotice(year, await read(process.stdin));
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n\n${USAGE}`);
  const database = connect(resolveDatabaseUrl(), { max: 1, name: 'quanliu-add-holidays' });
  await database.db.transaction((tx) => enterHolidayNotice(tx, { year, document: values.document ?? '', days }));
  await database.close();
  console.log(
    `The holidays of ${year} are entered: ${days.length} days differ from Monday to Friday. The worker knows them within a minute.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
