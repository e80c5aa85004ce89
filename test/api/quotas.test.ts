import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql as statement } from 'drizzle-orm';
import { keepBytes } from '../../api/files/keep.ts';
import { removeLooseAttachments, removeUnnamedFiles } from '../../api/files/orphaned-files.ts';
import { listKeys } from '../../api/files/store.ts';
import { fileStore } from '../../file-store.ts';
import type { Quotas } from '../../domain/quota.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { PDF } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { aBrowser } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';

let portal: TestPortal;
let wang: TestClient;
let qian: TestClient;

beforeAll(async () => {
  portal = await aPortal();
  wang = await portal.as('enterprise');
  qian = await portal.as('enterprise-2');
});

afterAll(() => portal.stop());

const MANY = { open: 1e6, begunADay: 1e6 };
const MUCH = { filesAMinute: 1e6, filesADay: 1e6, bytesADay: 1e12, looseFiles: 1e6, looseBytes: 1e12 };

/** From now on these quotas are in force, and nothing has been uploaded yet. */
async function quotasAre(wanted: { [Q in keyof Quotas]?: Partial<Quotas[Q]> }): Promise<void> {
  const { client: sql } = portal.database;
  const quotas = {
    account: { ...MUCH, ...wanted.account },
    organization: { ...MUCH, ...wanted.organization },
    drafts: { ...MANY, ...wanted.drafts },
  };
  await sql`update quotas set quotas = ${JSON.stringify(quotas)}`;
  await sql`delete from attachments where subject_id is null`;
}

beforeEach(() => quotasAre({}));

/** The keys of all bytes in the store, once those of answered calls are removed. */
async function listLying(): Promise<string[]> {
  const store = fileStore(portal.dataDir);
  await eventually(async () => (await listKeys(store, 'incoming')).length, equals(0));
  return await listKeys(store);
}

/** A second person of wang's company. */
async function aColleague(): Promise<string> {
  const { client: sql } = portal.database;
  const [row] = await sql`
    insert into accounts (username, name, roles, password_hash, organization_id)
    select ${`colleague-${randomUUID()}`}, '同事', roles, password_hash, organization_id from accounts where id = ${wang.actor.id}
    returning id`;
  return String(row?.['id']);
}

describe('of an account', () => {
  test.each([
    ['minute', { filesAMinute: 2 }, '60'],
    ['day', { filesADay: 2 }, '3600'],
    ['day', { bytesADay: 2 * PDF.length }, '3600'],
    ['loose', { looseFiles: 2 }, '3600'],
    ['loose', { looseBytes: 2 * PDF.length }, '3600'],
  ])(
    'the quota %s (%j) takes what fits and refuses the rest, of this account alone',
    async (part, quota, retryAfter) => {
      await quotasAre({ account: quota });
      for (let count = 0; count < 2; count += 1) expect((await wang.upload('contract')).status).toBe(201);
      const refused = await wang.upload('contract');
      expect([refused.status, refused.body.code]).toEqual([429, `attachment.quota-${part}`]);
      expect(refused.get('retry-after')).toBe(retryAfter);
      expect((await qian.upload('contract')).status).toBe(201);
    },
  );

  test('many at once are not more than the quota, and what is refused leaves no bytes', async () => {
    await quotasAre({ account: { filesADay: 5 } });
    const before = new Set(await listLying());
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await wang.upload('contract')).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const lying = await listLying();
    const rows = await portal.database
      .client`select key from attachments where uploaded_at > now() - interval '1 minute'`;
    const kept = rows.map((row) => String(row['key']));
    expect(lying.filter((key) => !before.has(key)).toSorted()).toEqual(kept.toSorted());
  });

  test('the same file kept at once has one row and one place; none touches the bytes of another', async () => {
    const { db, client: sql } = portal.database;
    const files = fileStore(portal.dataDir);
    const from = `incoming/${randomUUID()}`;
    await files.put(from, PDF);
    const row = {
      kind: 'contract',
      name: 'a.pdf',
      sizeBytes: PDF.length,
      mediaType: 'application/pdf',
      sha256: 'x',
    } as const;
    const keep = (source: string, id: string) =>
      keepBytes({ db, files }, { ...row, id, uploadedBy: wang.actor.id }, source);
    const before = new Set(await listKeys(files));
    const [one, two] = [randomUUID(), randomUUID()];
    const keys = await Promise.all(Array.from({ length: 8 }, () => keep(from, one)));
    expect(new Set(keys).size).toBe(1);

    const failed: unknown[] = [];
    const first = await db.transaction(async (tx) => {
      await tx.execute(
        statement`select pg_advisory_xact_lock(hashtextextended(${`upload/${wang.actor.organization?.id}`}, 0))`,
      );
      const waits = keep(from, two); // its bytes lie there, its row does not yet
      await eventually(async () => (await listKeys(files)).length, equals(before.size + 2));
      await keep('incoming/gone', two).catch((error: unknown) => failed.push(error));
      return { waits };
    });
    expect(failed).toHaveLength(1);
    expect(await files.getBytes(await first.waits)).toHaveLength(PDF.length);
    await files.delete(from);
    const named = await sql`select key from attachments where id in (${one}, ${two})`;
    expect((await listLying()).filter((key) => !before.has(key)).toSorted()).toEqual(
      named.map(({ key }) => String(key)).toSorted(),
    );
  });

  test('a form says it beside the file, in the reader’s language', async () => {
    const people = await cast(portal);
    const order = await anOrder(people, 'priced');
    await quotasAre({ account: { filesADay: 0 } });
    const browser = await aBrowser(portal, 'enterprise');
    const page = `/orders/${order.id}/payment`;
    const shown = await browser.send(page, page, { act: 'draft' }, [{ field: 'contract' }]);
    expect(shown.text).toContain('今天上传的文件已达上限');
    expect((await wang.upload('contract', {}, { 'accept-language': 'en' })).body.detail).toContain(
      'as many files today',
    );
  });
});

test('an organization’s quota counts the files of all its people', async () => {
  const { client: sql } = portal.database;
  await quotasAre({ organization: { filesADay: 3 } });
  const colleague = await aColleague();
  for (let count = 0; count < 2; count += 1) await wang.upload('contract');
  await sql`update attachments set uploaded_by = ${colleague} where uploaded_by = ${wang.actor.id} and subject_id is null`;
  expect((await wang.upload('contract')).status).toBe(201);
  expect((await wang.upload('contract')).body.code).toBe('attachment.quota-day');
  expect((await qian.upload('contract')).status).toBe(201);
});

describe('what no row names is swept', () => {
  const store = () => fileStore(portal.dataDir);
  const at = (key: string) => join(portal.dataDir, 'attachments', key);
  const write = (key: string, ageHours: number) => {
    mkdirSync(join(at(key), '..'), { recursive: true });
    writeFileSync(at(key), PDF);
    const then = new Date(Date.now() - ageHours * 3_600_000);
    utimesSync(at(key), then, then);
  };

  test('once it is a day old, and never what a row names', async () => {
    const named = await wang.file('contract');
    const [row] = await portal.database.client`select key from attachments where id = ${named}`;
    const key = String(row?.['key']);
    write(key, 1000);
    const [old, young, left] = [randomUUID(), randomUUID(), `incoming/${randomUUID()}/${randomUUID()}`];
    write(old, 25);
    write(young, 23);
    write(left, 25);
    expect(await removeUnnamedFiles(portal.database.db, store(), new Date())).toBe(2);
    expect([old, young, left, key].map((one) => existsSync(at(one)))).toEqual([false, true, false, true]);
    expect(existsSync(dirname(at(left)))).toBe(false); // the folder of a former release
  });

  test('while uploads come and go, and folders with them', async () => {
    await removeUnnamedFiles(portal.database.db, store(), new Date());
    let ended = false;
    const uploads = Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let count = 0; count < 8; count += 1) expect((await wang.upload('contract')).status).toBe(201);
      }),
    ).finally(() => (ended = true));
    const folders = Array.from({ length: 4 }, async () => {
      while (!ended) {
        const folder = at(`incoming/${randomUUID()}`);
        await mkdir(folder, { recursive: true });
        await rm(folder, { recursive: true, force: true });
      }
    });
    const swept: number[] = [];
    while (!ended) {
      write(randomUUID(), 25);
      swept.push(await removeUnnamedFiles(portal.database.db, store(), new Date()));
    }
    await Promise.all([uploads, ...folders]);
    expect(swept).toEqual(swept.map(() => 1));
  });

  test('a file that a draft, a click without an outcome or an event names is not loose', async () => {
    const { client: sql, db } = portal.database;
    const people = await cast(portal);
    const paid = await anOrder(people, 'paymentReview');
    const [drafted, clicked, loose] = [
      await wang.file('contract'),
      await wang.file('contract'),
      await wang.file('contract'),
    ];
    await sql`update attachments set uploaded_at = now() - interval '30 days'`;
    await sql`insert into drafts (subject_type, subject_id, organization_id, account_id, values, attachment_ids)
      values ('order', ${paid.id}, ${wang.actor.organization?.id}, ${wang.actor.id}, '{}', array[${drafted}]::uuid[])`;
    await sql`insert into commands (id, account_id, subject_type, subject_id, step, body)
      values (${randomUUID()}, ${wang.actor.id}, 'order', ${paid.id}, 'pay', ${JSON.stringify({ contract: { attachmentId: clicked } })})`;
    expect(await removeLooseAttachments(db, store())).toBe(1);
    const kept = async (id: string) => (await wang.get(`/api/attachments/${id}`)).status;
    const { contract } = (await wang.get(paid.path)).body;
    expect([await kept(drafted), await kept(clicked), await kept(loose), await kept(contract.attachmentId)]).toEqual([
      200, 200, 404, 200,
    ]);
  });
});
