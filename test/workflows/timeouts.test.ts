import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { wake } from '../../workflows/messages/send.ts';
import { given } from '../setup/database.ts';

let client: Client;
beforeAll(async () => {
  client = new Client({ connection: await Connection.connect({ address: given('TEST_TEMPORAL_ADDRESS') }) });
});
afterAll(() => client.connection.close());

test.each(Object.keys(SUBJECT_TYPES) as SubjectType[])(
  'what a killed worker had begun of a %s is given to another after four seconds',
  async (type) => {
    const subject = { type, id: randomUUID() };
    await wake({ client, taskQueue: 'nobody-works-here' }, subject);
    const handle = client.workflow.getHandle(executionOf(subject));
    const { raw } = await handle.describe();
    await handle.terminate();
    expect(Number(raw.executionConfig?.defaultWorkflowTaskTimeout?.seconds)).toBe(4);
  },
);
