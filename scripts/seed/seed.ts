import { createHash, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Connected, Database } from '../../db/client.ts';
import { connect } from '../../db/client.ts';
import { listen } from '../../db/driver/listen.ts';
import { attachments } from '../../db/schema/attachment.ts';
import { commands } from '../../db/schema/process.ts';
import { OUTCOMES } from '../../db/channels.ts';
import type { OutcomeNotice } from '../../db/channels.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { Environment } from '../../environment.ts';
import { sendTo } from '../../workflows/messages/send.ts';
import { fileStore } from '../../file-store.ts';
import { contractPdf } from './contract.ts';
import { seedOrders } from './orders.ts';
import type { SeedOrder } from './orders.ts';
import { enterRows, idOf, isEmpty } from './rows.ts';
import type { Entered } from './rows.ts';

const ANSWER_WITHIN_MS = 60_000;

interface Seeding {
  readonly database: Connected;
  readonly client: Client;
  readonly environment: Environment;
  readonly entered: Entered;
  readonly answers: Map<string, (outcome: OutcomeNotice) => void>;
}

/**
 * Enters the sample scheme into an empty database and takes the guide's rows through their steps by the workflow, one after
 * the other. Needs a running worker.
 *
 * @throws Error when a step is refused or not answered within a minute
 */
export async function seed(environment: Environment): Promise<'seeded' | 'not empty'> {
  const database = connect(environment.databaseUrl, { max: 3, name: 'quanliu-seed' });
  try {
    if (!(await isEmpty(database.db))) return 'not empty';
    const now = new Date().toISOString();
    const entered = await enterRows(database.db, now);
    const connection = await Connection.connect({ address: environment.temporalAddress });
    try {
      const client = new Client({ connection, namespace: environment.temporalNamespace });
      const answers: Seeding['answers'] = new Map();
      const onNotification = (payload: string): void => {
        const outcome = JSON.parse(payload) as OutcomeNotice;
        answers.get(outcome.command)?.(outcome);
      };
      const { ready } = listen(database.pool, [{ channel: OUTCOMES, onNotification }]);
      await ready;
      for (const order of seedOrders(now))
        await takeThrough({ database, client, environment, entered, answers }, order);
    } finally {
      await connection.close();
    }
    return 'seeded';
  } finally {
    await database.close();
  }
}

async function takeThrough(
  seeding: Seeding,
  { product, subcategory, placedAt, expectedFen, steps }: SeedOrder,
): Promise<void> {
  const orderId = randomUUID();
  const { entered } = seeding;
  const body = {
    productId: idOf(entered.products, product),
    voucherLineId: idOf(entered.lines, subcategory),
    expectedAmountFen: expectedFen as never,
    note: null,
    placedAt,
  };
  await take(seeding, orderId, idOf(entered.accounts, 'enterprise'), { step: 'place', body });
  for (const { by, request } of steps) {
    const actorId = idOf(entered.accounts, by);
    await take(seeding, orderId, actorId, request(await uploadedContract(seeding, actorId)));
  }
}

/** One step, as the portal would send it: the accepted command's row, then the signal; its outcome is awaited. */
async function take(
  { database, client, environment, answers }: Seeding,
  orderId: string,
  actorId: string,
  { step, body }: OrderRequest,
): Promise<void> {
  const commandId = randomUUID();
  await database.db
    .insert(commands)
    .values({ id: commandId, accountId: actorId, subjectType: 'order', subjectId: orderId, step, body });
  const answer = new Promise<OutcomeNotice>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${step} was not answered; is a worker running?`)),
      ANSWER_WITHIN_MS,
    );
    answers.set(commandId, (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
  const subject = { type: 'order', id: orderId } as const;
  const { taskQueue, publicUrl } = environment;
  await sendTo({ client, taskQueue, publicUrl }, subject, { commandId, step, actorId, version: null });
  const { code } = await answer;
  if (code) throw new Error(`the sample data's ${step} was refused: ${code}`);
}

async function uploadedContract({ database, environment }: Seeding, uploadedBy: string): Promise<string> {
  const bytes = contractPdf();
  const key = randomUUID();
  await fileStore(environment.dataDir).put(key, bytes);
  return insertedId(database.db, {
    kind: 'contract',
    name: '技术服务合同.pdf',
    sizeBytes: bytes.length,
    mediaType: 'application/pdf',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    key,
    uploadedBy,
  });
}

async function insertedId(db: Database, row: typeof attachments.$inferInsert): Promise<string> {
  const [inserted] = await db.insert(attachments).values(row).returning({ id: attachments.id });
  if (!inserted) throw new Error('a file was entered and did not come back');
  return inserted.id;
}
