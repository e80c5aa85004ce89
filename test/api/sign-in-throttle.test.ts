import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { createGate } from '../../api/session/gate.ts';
import { networkOf, wideNetworkOf } from '../../api/session/network.ts';
import { resetThrottle } from '../../api/session/reset-throttle.ts';
import { signInThrottle } from '../../api/session/throttle.ts';
import { signIn } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
});
beforeEach(() => portal.database.db.execute(sql`delete from sign_in_failures`));
afterAll(() => portal.stop());

const statusesOf = (answers: readonly { status: number }[]) => ({
  judged: answers.filter(({ status }) => status === 401).length,
  refused: answers.filter(({ status }) => status === 429).length,
});

describe('wrong passwords sent at once', () => {
  test('are judged no more often than ten in turn, and the others are told how long to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, index) => signIn(portal.url, 'demo-park', `wrong ${index}`)),
    );
    expect(statusesOf(answers)).toEqual({ judged: 10, refused: 140 });
    for (const answer of answers.filter(({ status }) => status === 429)) {
      expect(answer.body.code).toBe('session.throttled');
      expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
      expect(Number(answer.get('Retry-After'))).toBeLessThanOrEqual(900);
    }
    expect((await signIn(portal.url, 'demo-park')).status).toBe(429);
    expect((await signIn(portal.url, 'demo-center')).status).toBe(200);
  });

  test('for many names count for their address once each is judged, and not before', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `nobody-${index % 2}`);
    const answers = await Promise.all(names.map((name) => signIn(portal.url, name, 'wrong')));
    expect(statusesOf(answers)).toEqual({ judged: 20, refused: 10 });
    const rows = await portal.database.client`select points from sign_in_failures where key like 'address:%'`;
    expect(rows).toEqual([{ points: 20 }]);
  });
});

test('right passwords sent at once are all let in, and leave no points behind', async () => {
  await signIn(portal.url, 'demo-finance', 'wrong');
  const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(portal.url, 'demo-finance')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const rows = await portal.database.client`select key, points from sign_in_failures order by key`;
  expect(rows).toEqual([
    { key: 'account:demo-finance', points: 1 },
    { key: expect.stringMatching(/^address:/), points: 1 },
  ]);
});

test('an attempt that could not be verified gives its points back', async () => {
  const throttle = signInThrottle(portal.database.db);
  const attempt = { username: 'demo-admin', address: '192.0.2.1' };
  for (let count = 0; count < 12; count += 1)
    await expect(throttle.judge(attempt, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  const rows = await portal.database.client`select sum(points)::int as points from sign_in_failures`;
  expect(rows).toEqual([{ points: 0 }]);
});

test('verifications leave a core to those who are signed in', async () => {
  const throttle = signInThrottle(portal.database.db);
  let [running, most] = [0, 0];
  const verify = async (): Promise<undefined> => {
    running += 1;
    most = Math.max(most, running);
    await hash('a password');
    running -= 1;
    return undefined;
  };
  const attempts = Array.from({ length: 40 }, (_, index) => ({ username: `name-${index}`, address: '192.0.2.2' }));
  await Promise.all(attempts.map((attempt) => throttle.judge(attempt, verify)));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(Math.max(1, Math.floor(availableParallelism() / 2)));
});

describe('a gate', () => {
  test('lets so many through at once, in the order they came, also past works that fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (atOnce, works) => {
          const gate = createGate(atOnce, 100, () => new Error('full'));
          let [running, most] = [0, 0];
          const begun: number[] = [];
          const results = await Promise.allSettled(
            works.map((fails, index) =>
              gate(async () => {
                begun.push(index);
                running += 1;
                most = Math.max(most, running);
                await new Promise((resolve) => setImmediate(resolve));
                running -= 1;
                if (fails) throw new Error('failed');
              }),
            ),
          );
          expect(most).toBe(Math.min(atOnce, works.length));
          expect(begun).toEqual(works.map((_, index) => index));
          expect(results.map(({ status }) => status === 'rejected')).toEqual(works);
        },
      ),
    );
  });

  test('refuses who comes when enough wait', async () => {
    const gate = createGate(1, 2, () => new Error('full'));
    const wait = () => gate(() => new Promise((resolve) => setTimeout(resolve, 10)));
    const results = await Promise.allSettled([wait(), wait(), wait(), wait()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  });
});

describe('attempts are counted by network', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', undefined],
    ['::ffff:203.0.113.7', '203.0.113.7', undefined],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8:1:ffff::9', '2001:db8:1:ffff::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
    ['', '', undefined],
  ])('%s is of %s, and of %s', (address, network, wide) =>
    expect([networkOf(address), wideNetworkOf(address)]).toEqual([network, wide]),
  );

  test.each([
    ['one account', 50, (at: number) => ({ username: 'demo-park', address: `2001:db8:1:${at.toString(16)}::1` })],
    ['many accounts', 1000, (at: number) => ({ username: `name-${at}`, address: `2001:db8:1:${at.toString(16)}::1` })],
  ])('guesses at %s from all networks of one customer are judged %i times', async (_whose, most, attemptOf) => {
    const { db } = portal.database;
    const throttle = signInThrottle(db);
    const judged = (attempt: Parameters<typeof throttle.judge>[0]) =>
      throttle
        .judge(attempt, async () => undefined)
        .then(
          () => 'judged',
          () => 'refused',
        );
    await judged(attemptOf(0));
    await db.execute(sql`update sign_in_failures set points = ${most - 1} where key like 'wide%'`); // as after so many
    expect([await judged(attemptOf(1)), await judged(attemptOf(2))]).toEqual(['judged', 'refused']);
    expect(await judged({ ...attemptOf(2), address: '2001:db8:2::1' })).toBe('judged');
    expect(await judged({ ...attemptOf(2), address: '203.0.113.7' })).toBe('judged');
    const rows = await portal.database
      .client`select key from sign_in_failures where key like ${`%${attemptOf(2).address.slice(0, -3)}%`}`;
    expect(rows.map(({ key }) => key)).toEqual([]); // what one limit refuses costs nothing of the others
  });

  test('whatever its last 64 bits are and however it is written, an address is of its /64', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (all) => {
        const written = all.map((group) => group.toString(16).padStart(4, '0')).join(':');
        const shortest = new URL(`http://[${written}]`).hostname.slice(1, -1);
        const network = `${all
          .slice(0, 4)
          .map((group) => group.toString(16))
          .join(':')}::/64`;
        expect([networkOf(written), networkOf(shortest)]).toEqual([network, network]);
      }),
    );
  });
});

describe('requests for a new password', () => {
  const ask = async (username: string, address: string): Promise<'made' | 'silent' | 'refused'> => {
    let made = false;
    const make = async (): Promise<void> => void (made = true);
    try {
      await resetThrottle(portal.database.db).admit(username, address, make);
      return made ? 'made' : 'silent';
    } catch {
      return 'refused';
    }
  };
  const times = async (count: number, work: (index: number) => Promise<string>) => {
    const answers: string[] = [];
    for (let index = 0; index < count; index += 1) answers.push(await work(index));
    return answers;
  };

  test('of a stranger do not use up those of the person', async () => {
    expect(await times(4, () => ask('wang', '192.0.2.1'))).toEqual(['made', 'made', 'made', 'silent']);
    expect(await times(3, () => ask('wang', '198.51.100.9'))).toEqual(['made', 'made', 'made']);
  });

  test('for one name are passed over after ten a day, wherever they come from', async () => {
    expect(await times(12, (index) => ask('wang', `192.0.2.${index}`))).toEqual([
      ...Array<string>(10).fill('made'),
      'silent',
      'silent',
    ]);
  });

  test('of one IPv6 network are those of one address', async () => {
    expect(await times(6, (index) => ask(`name-${index}`, `2001:db8:1:2::${index}`))).toEqual([
      ...Array<string>(5).fill('made'),
      'refused',
    ]);
  });

  test('of one customer’s IPv6 networks are twenty an hour', async () => {
    expect(await times(21, (index) => ask(`name-${index}`, `2001:db8:1:${index}::1`))).toEqual([
      ...Array<string>(20).fill('made'),
      'refused',
    ]);
    expect(await ask('name', '2001:db8:2::1')).toBe('made');
  });

  test('are a hundred an hour altogether', async () => {
    const answers = await times(102, (index) => ask(`name-${index}`, `192.0.2.${index}`));
    expect(answers).toEqual([...Array<string>(100).fill('made'), 'refused', 'refused']);
  });

  test('sent at once are as many as in turn', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('wang', '192.0.2.1')));
    expect(answers.filter((answer) => answer === 'made')).toHaveLength(3);
  });

  test('that could not be made cost nothing', async () => {
    const away = () => Promise.reject(new Error('away'));
    for (let count = 0; count < 20; count += 1)
      await expect(resetThrottle(portal.database.db).admit('wang', '192.0.2.1', away)).rejects.toThrow('away');
    expect(await ask('wang', '192.0.2.1')).toBe('made');
  });
});
