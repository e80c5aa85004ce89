/**
 * An execution ends when its subject is at rest, and comes back with the next click.
 *
 * @source L88, D3
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { isClockStep } from '../../domain/process/steps.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Change, Command, Position, Recorded } from '../../workflows/messages/process.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { STEPS } from './resting-workflow.ts';
import type { State } from './resting-workflow.ts';

/** Kinds of events, as the server numbers them. */
const [TASK_FAILED, TIMER_STARTED, SIGNALED] = [9, 17, 26];
const UNHANDLED_COMMAND = 1;

interface Row {
  readonly state: State | null;
  readonly version: number;
  readonly seq: number;
  readonly since: number;
  /** How many deadlines of the plan have fired in this state. */
  readonly fired: number;
}

const NOTHING: Row = { state: null, version: 0, seq: 0, since: 0, fired: 0 };
const rows = new Map<string, Row>();
/** What has been answered, in order: a command that is answered twice stands here twice. */
const answers: { readonly id: string; readonly code: string | null }[] = [];
const loaded: string[] = [];
/** The commands that were brought to be recorded, each as often as it was. */
const brought: string[] = [];
/** What else happens while a step is being recorded. */
const meanwhile = new Map<string, () => Promise<unknown>>();

const rowOf = (id: string): Row => rows.get(id) ?? NOTHING;
const loadsOf = (id: string): number => loaded.filter((each) => each === id).length;
const answersTo = (commandId: string) => answers.filter(({ id }) => id === commandId);

function positionOf({ state, version, seq, since, fired }: Row, plan: DeadlinePlan = {}): Position {
  const next = state === null ? undefined : plan[state]?.[fired];
  return {
    state,
    version,
    seq,
    due: next ? { step: next.step, at: new Date(since + next.afterMs).toISOString() } : null,
    waiting: state === 'open' ? { role: 'center', step: 'end', until: null } : null,
    facts: state === null ? null : { number: 'YL-1' },
  };
}

/** The row after a command, as the recording transaction would write it. */
function rowAfter(row: Row, { step }: Command): Row {
  const seq = row.seq + 1;
  if (isClockStep(step) && step !== 'expire') return { ...row, seq, fired: row.fired + 1 };
  const state = step === 'expire' ? 'ended' : (STEPS[step]?.to[0] ?? row.state);
  const moved = state !== row.state;
  return { state, seq, version: row.version + 1, since: moved ? Date.now() : row.since, fired: moved ? 0 : row.fired };
}

const activities = {
  loadExample: (id: string, plan?: DeadlinePlan): Promise<Position> => {
    loaded.push(id);
    return Promise.resolve(positionOf(rowOf(id), plan));
  },
  /** As the product's does: what is answered is answered, a row that is ahead is adopted, else the command gets its outcome. */
  recordExample: async ({ subjectId, command, seq, ruling, plan }: Change): Promise<Recorded> => {
    const row = rowOf(subjectId);
    const { commandId } = command;
    brought.push(commandId);
    if (answersTo(commandId).length > 0) return { settled: true, position: positionOf(row, plan) };
    if (row.seq !== seq) return { settled: false, position: positionOf(row, plan) };
    answers.push({ id: commandId, code: ruling.allowed ? null : ruling.code });
    if (ruling.allowed) rows.set(subjectId, rowAfter(row, command));
    await meanwhile.get(commandId)?.();
    return { settled: true, position: positionOf(rowOf(subjectId), plan) };
  },
};

let client: Client;
let native: NativeConnection;
let workflowBundle: WorkflowBundleWithSourceMap;
let worker: Worker | undefined;
let running: Promise<void> | undefined;
const taskQueue = `rest-${randomUUID()}`;

beforeAll(async () => {
  const address = given('TEST_TEMPORAL_ADDRESS');
  native = await NativeConnection.connect({ address });
  client = new Client({ connection: await Connection.connect({ address }) });
  const workflowsPath = fileURLToPath(new URL('resting-workflow.ts', import.meta.url));
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: silent });
  await startWorker();
}, 90_000);
afterAll(async () => {
  await stopWorker();
  await native.close();
  await client.connection.close();
});

async function startWorker(): Promise<void> {
  worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });
  running = worker.run();
}

async function stopWorker(): Promise<void> {
  worker?.shutdown();
  await running;
  worker = running = undefined;
}

const startOf = (id: string, plan?: DeadlinePlan) => ({
  workflowId: `example/${id}`,
  taskQueue,
  args: [{ subjectId: id, ...(plan && { plan }) }] as const,
});

/** Sends a click as the portal does; returns the command's id and the run that has it. */
async function send(id: string, step: string, { plan, commandId = randomUUID() }: Sending = {}) {
  const { signaledRunId } = await client.workflow.signalWithStart('example', {
    ...startOf(id, plan),
    signal: STEPS[step]?.signal ?? '',
    signalArgs: [{ commandId, step, actorId: randomUUID(), version: null }],
  });
  return { commandId, runId: signaledRunId };
}

interface Sending {
  readonly plan?: DeadlinePlan;
  readonly commandId?: string;
}

const answerTo = async (commandId: string) =>
  (
    await eventually(
      () => answersTo(commandId),
      ({ length }) => length > 0,
    )
  )[0]?.code;

/** A click that has its answer. */
async function click(id: string, step: string, sending: Sending = {}): Promise<string> {
  const { commandId, runId } = await send(id, step, sending);
  expect([step, await answerTo(commandId)]).toEqual([step, null]);
  return runId;
}

const handleOf = (id: string, runId?: string) => client.workflow.getHandle(`example/${id}`, runId);
const statusOf = async (id: string) => (await handleOf(id).describe()).status.name;
const historyOf = async (id: string, runId: string) => (await handleOf(id, runId).fetchHistory()).events ?? [];
const typesOf = async (id: string, runId: string) =>
  (await historyOf(id, runId)).map(({ eventType }) => Number(eventType));
const count = (types: readonly number[], type: number): number => types.filter((each) => each === type).length;

/** A new subject that has come to this state. */
async function anExample(...steps: readonly string[]): Promise<string> {
  const id = randomUUID();
  for (const step of ['begin', ...steps]) await click(id, step);
  return id;
}

describe('an execution', () => {
  test('goes on in a state where something is waited for', async () => {
    const id = await anExample();
    expect(await statusOf(id)).toBe('RUNNING');
    await handleOf(id).terminate();
  });

  test('ends when its subject is at rest', async () => {
    const id = await anExample('putAside');
    expect(await handleOf(id).result()).toMatchObject({ state: 'quiet', version: 2, seq: 2, due: null });
    expect(await statusOf(id)).toBe('COMPLETED');
  });

  test('goes on in the same run when the command that moves a resting subject is there already', async () => {
    const id = randomUUID();
    await stopWorker();
    const sent = [];
    for (const step of ['begin', 'putAside', 'takeUp']) sent.push(await send(id, step));
    await startWorker();
    for (const { commandId } of sent) expect(await answerTo(commandId)).toBeNull();
    expect(new Set(sent.map(({ runId }) => runId)).size).toBe(1);
    expect([rowOf(id).state, loadsOf(id), await statusOf(id)]).toEqual(['open', 1, 'RUNNING']);
    await click(id, 'end');
    expect(await handleOf(id, sent[0]?.runId).result()).toMatchObject({ state: 'ended', seq: 4 });
  });

  test('comes back with the next click, loads the record, and goes on from there', async () => {
    const id = await anExample('putAside');
    await handleOf(id).result();
    const first = (await handleOf(id).describe()).runId;
    const second = await click(id, 'takeUp');
    expect(second).not.toBe(first);
    expect([rowOf(id).state, loadsOf(id), await statusOf(id)]).toEqual(['open', 2, 'RUNNING']);
    await click(id, 'end');
    expect(await handleOf(id, second).result()).toMatchObject({ state: 'ended', version: 4, seq: 4 });
  });

  test('has a history as short at the tenth click as at the first', async () => {
    const id = await anExample('putAside');
    const lengths: number[] = [];
    for (const _ of Array.from({ length: 10 })) {
      await handleOf(id).result();
      const run = await click(id, 'note');
      await handleOf(id, run).result();
      lengths.push((await historyOf(id, run)).length);
    }
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBeLessThanOrEqual(10);
    expect(rowOf(id)).toMatchObject({ state: 'quiet', seq: 12 });
  });

  test('that is started for a resting subject with nothing to do ends at once', async () => {
    const id = await anExample('putAside');
    await handleOf(id).result();
    const woken = await client.workflow.start('example', startOf(id));
    expect(await woken.result()).toMatchObject({ state: 'quiet', seq: 2 });
  });

  test('refuses a click that the resting state does not know, and ends again', async () => {
    const id = await anExample('putAside');
    await handleOf(id).result();
    const { commandId, runId } = await send(id, 'putAside');
    expect(await answerTo(commandId)).toBe('order.wrong-state');
    expect(await handleOf(id, runId).result()).toMatchObject({ state: 'quiet', seq: 2 });
  });
});

describe('a resting state with a deadline later', () => {
  test('does not end before the deadline has fired, and ends with what it leads to', async () => {
    const id = randomUUID();
    const plan: DeadlinePlan = { published: [{ step: 'expire', afterMs: 2_000 }] };
    const run = await click(id, 'begin', { plan });
    await click(id, 'publish', { plan });
    await eventually(
      () => typesOf(id, run),
      (types) => types.includes(TIMER_STARTED),
    );
    expect(await statusOf(id)).toBe('RUNNING');
    expect(await click(id, 'note', { plan })).toBe(run);
    expect(await handleOf(id, run).result()).toMatchObject({ state: 'ended', seq: 4 });
  });

  test('ends at rest when its last deadline has fired and left it there', async () => {
    const id = randomUUID();
    const plan: DeadlinePlan = {
      published: [
        { step: 'remind', afterMs: 300 },
        { step: 'remind', afterMs: 600 },
      ],
    };
    const run = await click(id, 'begin', { plan });
    await click(id, 'publish', { plan });
    expect(await handleOf(id, run).result()).toMatchObject({ state: 'published', seq: 4, due: null });
    expect(rowOf(id).fired).toBe(2);
  });
});

describe('a click that meets the end of an execution', () => {
  test('is taken by the run that was about to end: its last task fails, and what it recorded is recorded once', async () => {
    const id = await anExample();
    const [putAside, takeUp] = [randomUUID(), randomUUID()];
    meanwhile.set(putAside, () => send(id, 'takeUp', { commandId: takeUp }));
    const { runId } = await send(id, 'putAside', { commandId: putAside });
    expect([await answerTo(putAside), await answerTo(takeUp)]).toEqual([null, null]);
    await click(id, 'end');
    expect(await handleOf(id, runId).result()).toMatchObject({ state: 'ended', seq: 4 });
    const failures = (await historyOf(id, runId)).filter(({ eventType }) => Number(eventType) === TASK_FAILED);
    expect(failures.map(({ workflowTaskFailedEventAttributes: said }) => Number(said?.cause))).toEqual([
      UNHANDLED_COMMAND,
    ]);
    expect(brought.filter((commandId) => commandId === putAside).length).toBe(2);
    expect([answersTo(putAside).length, answersTo(takeUp).length]).toEqual([1, 1]);
  });

  test('is answered once, however many there are and whenever they come', async () => {
    const id = await anExample('putAside');
    await handleOf(id).result();
    const runs = new Set<string>();
    const clicked: string[] = [];
    const clicker = async (index: number): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) {
        const { commandId, runId } = await send(id, 'note');
        clicked.push(commandId);
        runs.add(runId);
        await new Promise((resolve) => setTimeout(resolve, (index * 7 + turn * 13) % 40)); // now before, now after an end
      }
    };
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 6 }, (_, index) => clicker(index)));
      await handleOf(id).result(); // the next round begins at rest, however slow the machine is
    }
    for (const commandId of clicked) expect(await answerTo(commandId)).toBeNull();
    expect(await handleOf(id).result()).toMatchObject({ state: 'quiet', seq: 2 + clicked.length });
    expect(clicked.filter((commandId) => answersTo(commandId).length !== 1)).toEqual([]);
    expect(runs.size).toBeGreaterThanOrEqual(5);
    const signals = await Promise.all([...runs].map(async (run) => count(await typesOf(id, run), SIGNALED)));
    expect(signals.reduce((sum, each) => sum + each, 0)).toBe(clicked.length);
  }, 60_000);
});

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
