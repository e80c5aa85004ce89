/**
 * A worker that is killed while it sends mails: what was sent is not sent again, what was not is sent, and what nobody can
 * know is left to a person.
 *
 * @source L138, D20
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listTroubledMails } from '../../db/reads/mail-list.ts';
import { resendMail } from '../../db/writes/portal/mail.ts';
import { aPost } from '../setup/post.ts';
import type { Post } from '../setup/post.ts';
import { eventually } from '../setup/eventually.ts';

let post: Post;
let child: ReturnType<typeof doomed> | undefined;
beforeAll(async () => {
  post = await aPost();
}, 60_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await post.close();
});

/** Kills what this test has started, by its own handle. */
const doomed = () =>
  spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('worker-process.ts', import.meta.url))], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: post.database.url,
      TASK_QUEUE: post.temporal.taskQueue,
      SMTP_URL: post.server.url,
    },
    stdio: 'ignore',
  });

test('killed with some mails sent, one handed over and unanswered, one begun: each goes out once, or is named', async () => {
  const { server } = post;
  await post.temporal.stopWorker();
  child = doomed();
  let hung = false;
  const onceHanging = (name: string) => (address: string) => {
    if (address !== `${name}@example.com` || (name === 'wang' && hung)) return 'yes' as const;
    if (name === 'wang') hung = true;
    return 'hangs' as const;
  };
  server.behaviour.toMessage = onceHanging('wang'); // has the first whole, and says nothing
  server.behaviour.toRecipient = onceHanging('li'); // has nothing of li's
  await post.anOrder('paid');
  await eventually(
    post.tally,
    (tally) => tally['chen sent'] === 3 && tally['wang sent'] === 1 && tally['lead sent'] === 1,
    { withinMs: 60_000 }, // the worker process starts first
  );
  await eventually(
    () => server.asked,
    (asked) => asked.includes('li@example.com'),
  );
  expect(await post.tally()).toEqual({
    'chen sent': 3,
    'wang sent': 1,
    'wang sending': 1,
    'li waiting': 1,
    'lead sent': 1,
  });
  child.kill('SIGKILL');
  await once(child, 'exit');

  server.behaviour.toMessage = server.behaviour.toRecipient = () => 'yes';
  await post.leasesEnd();
  await post.temporal.startWorker();
  await post.settled();
  expect(await post.tally()).toEqual({
    'chen sent': 3,
    'wang sent': 1,
    'wang doubtful': 1,
    'li sent': 1,
    'lead sent': 1,
  });
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(ids).toHaveLength(7);
  expect(new Set(ids).size).toBe(7);
  const [doubtful, ...others] = await listTroubledMails(post.db, { limit: 10 });
  expect(others).toEqual([]);
  expect(doubtful).toMatchObject({ state: 'doubtful', email: 'wang@example.com', event: 'order.priceConfirmed' });

  // A person has it sent again, under the name it had.
  await resendMail(post.db, doubtful?.id ?? '', post.zheng.id);
  await post.settled();
  const again = server.received.at(-1);
  expect(again?.mail.messageId).toBe(server.received.find(({ verdict }) => verdict === 'hangs')?.mail.messageId);
  expect(await post.tally()).toEqual({ 'chen sent': 3, 'wang sent': 2, 'li sent': 1, 'lead sent': 1 });
}, 120_000);
