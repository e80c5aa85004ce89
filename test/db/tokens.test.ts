import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { migrate } from '../../db/migrate.ts';
import { findByWords, parseOrderSearch, matchSearch } from '../../db/reads/order-search.ts';
import { orders } from '../../db/schema/order.ts';
import { tokensOf, wordsOf } from '../../db/tokens.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import { aScheme } from '../setup/scheme.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const isFound = (name: string, q: string): boolean => {
  const tokens = new Set(tokensOf(name));
  return wordsOf(q).every((word) => tokens.has(word));
};

test.each([
  ['知识产权申请服务', ['zscq', 'zs', 'cqsq', 'ZSCQSQFW', '知识产权', '产权申请']],
  ['河南知创科技服务有限公司', ['hnzc', 'zckj', 'hnzckjfwyxgs', 'kjfwyx', '知创']],
  ['河南（中原）计量检测ABC有限公司', ['hnzy', 'zyjl', 'jcabc', 'abcyx', 'abc']],
  ['重庆银行', ['cqyh', 'yh']],
  // names of people and places that are read otherwise than the same characters elsewhere
  ['单县精密铸造有限公司', ['sx', 'sxjm', 'dx', 'sxjmzzyxgs']],
  ['浚县农业合作社', ['xx', 'xxny', 'jx', 'xxnyhzs']],
  ['仇和平', ['qhp', 'qh', 'chp']],
  ['仇', ['q', 'c']],
  ['任解曾查', ['rjzc', 'rxcz', 'rxzz', 'xzz']],
  ['六安重庆厦门', ['laz', 'lacqxm', 'lazqsm']],
  ['Sensor calibration', ['sensor', 'sens', 'calibration', 'calib']],
])('%s is found by the initials of any part', (name, queries) => {
  expect(queries.filter((q) => !isFound(name, q))).toEqual([]);
  for (const q of ['zscw', 'hnzk', 'zckjfwyxgsx', 'sensorx', '计产']) expect([q, isFound(name, q)]).toEqual([q, false]);
});

test('a text of nothing but characters of many readings has a bounded number of tokens', () => {
  const tokens = tokensOf('单行重长曾乐朝调'.repeat(12));
  expect(Math.max(...tokens.map(({ length }) => length))).toBeLessThanOrEqual(8);
  expect(tokens.length).toBeLessThan(1200);
});

test('what a former release entered is found after the migration, and a second one writes nothing', async () => {
  const { db, client, url } = database;
  const scheme = await aScheme(db);
  const { take } = aRecorder(db);
  const ask = requests(db, scheme);
  const orderId = crypto.randomUUID();
  await take(orderId, scheme.wang, ask.place(null));
  await take(orderId, scheme.chen, ask.confirmPrice());
  await take(orderId, scheme.wang, ask.pay());
  await client`update organizations set name = '郑州启明软件有限公司' where id = ${scheme.enterprise.id}`;
  await client`update products set name = '高新技术企业申报', tokens = '{"高新"}'`;
  const numbers = async (q: string) =>
    (
      await db
        .select({ number: orders.number })
        .from(orders)
        .where(matchSearch(await findByWords(db, parseOrderSearch(q))))
    ).map(({ number }) => number);
  const taskNumbers = async (q: string) => {
    const found = await client`select title from tasks where tokens @> ${sql.param(wordsOf(q))}::text[]`;
    return found.map(({ title }) => title.number);
  };
  expect(await numbers('qmrj')).toEqual([]);
  await migrate(url);
  const [number = ''] = await numbers('qmrj');
  for (const q of ['qmrj', 'gxjs', 'gxjsqysb', number.slice(-6)]) {
    expect([q, await numbers(q)]).toEqual([q, [number]]);
    expect([q, await taskNumbers(q)]).toEqual([q, [number]]);
  }
  const written = () =>
    client`select xmin::text from orders union all select xmin::text from tasks union all select xmin::text from organizations`;
  const before = await written();
  await migrate(url);
  expect(await written()).toEqual(before);
});
