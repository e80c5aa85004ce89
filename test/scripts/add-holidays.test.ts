import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getCalendar } from '../../db/reads/calendar.ts';
import { enterHolidayNotice } from '../../db/writes/calendar.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import { expectedHolidays } from '../../domain/holidays.ts';
import { day } from '../makers.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Runs the command as an operator would, the notice on its standard input. */
const add = (notice: string, ...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' };
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/add-holidays.ts', ...args],
      { env },
      (error, stdout, stderr) => resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
    child.stdin?.end(notice);
  });

const BY_LAW = expectedHolidays(2027)
  .slice(0, 13)
  .map(({ day: one, name }) => `${one} 休 ${name}`);

const worked = async (...days: string[]): Promise<boolean[]> => {
  const calendar = await getCalendar(database.db);
  return days.map((one) => isWorkingDay(calendar, day(one)));
};

test('until its notice is entered a year has the holidays of the law, and is not known', async () => {
  expect(await worked('2027-01-01', '2027-02-09', '2027-02-20')).toEqual([false, false, false]);
  expect((await getCalendar(database.db)).knownUntil < '2027-01-01').toBe(true);
});

test('the notice of a year is entered by an operator, and once more when it is corrected', async () => {
  const first = [...BY_LAW, '2027-02-11 休 春节', '2027-02-20 班 春节'].join('\n');
  expect(await add(first, '--year', '2027', '--document', '国办发明电〔2026〕1号')).toMatchObject({ code: 0 });
  expect(await worked('2027-01-01', '2027-02-09', '2027-02-11', '2027-02-20')).toEqual([false, true, false, true]);
  expect((await getCalendar(database.db)).knownUntil).toBe('2027-12-31');
  expect(await worked('2028-01-03')).toEqual([false]); // the next year is expected still

  expect(await add([...BY_LAW, '2027-02-09 休 春节'].join('\n'), '--year', '2027')).toMatchObject({ code: 0 });
  expect(await worked('2027-02-09', '2027-02-11', '2027-02-20')).toEqual([false, true, false]);
  const notices = await database.client`select year, document from holiday_notices`;
  expect(notices).toEqual([{ year: 2027, document: '' }]);
});

test('a year entered before the one that precedes it is not known until that is entered too', async () => {
  const entered = (year: number) => {
    const days = [{ day: day(`${year}-10-05`), worked: false, name: '国庆节' }];
    return enterHolidayNotice(database.db, { year, document: '', days });
  };
  const knownUntil = async () => (await getCalendar(database.db)).knownUntil;
  await entered(2029);
  expect(await knownUntil()).toBe('2027-12-31');
  expect(await worked('2028-10-02')).toEqual([false]); // by law still
  await entered(2028);
  expect(await knownUntil()).toBe('2029-12-31');
  expect(await worked('2028-10-02')).toEqual([true]);
});

test('a notice that is not whole changes nothing, and says what is wrong', async () => {
  const before = await database.client`select * from calendar_days order by day`;
  const wrong = await add([...BY_LAW.slice(1), '2027-02-10 班 春节'].join('\n'), '--year', '2027');
  expect(wrong.code).toBe(1);
  expect(wrong.said).toMatch(/worked in any case: 2027-02-10\na holiday by law is missing: 2027-01-01/);
  expect((await add('', '--year', 'soon')).code).toBe(1);
  expect(await database.client`select * from calendar_days order by day`).toEqual(before);
});
