import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Subject, SubjectType } from '../domain/process/subject.ts';
import { EXECUTIONS, executionOf } from '../workflows/messages/executions.ts';

/** The most executions that a Temporal server lists in one answer. */
const LISTED_AT_ONCE = 1000;
const CALLS_AT_ONCE = 100;

/** What to look for: subjects of one process, in the order of their ids. */
interface Looked {
  readonly type: SubjectType;
  readonly ids: readonly string[];
  /** Whether each execution is asked itself, and the list of running ones is not. */
  readonly asksEach: boolean;
  /** Called with why the list cannot be read: each execution is asked itself then. */
  readonly onUnlisted: (reason: unknown) => void;
  /** Called now and then. */
  readonly beat: () => void;
}

/**
 * Those of the subjects whose execution does not run.
 *
 * Temporal's list of running executions is behind what happens to them. One that it does not show yet is asked itself, so that
 * nothing is started on its word. One that it still shows after its end is found by the next look; one that it shows for ever, as
 * after a restore of only one of Temporal's two databases, is found by asking each.
 */
export async function listGone(client: Client, { type, ids, asksEach, onUnlisted, beat }: Looked): Promise<string[]> {
  const listed = (): Promise<Set<string>> =>
    listRunning(client, type, ids).catch((reason: unknown) => {
      onUnlisted(reason);
      return new Set();
    });
  const running = asksEach ? new Set<string>() : await listed();
  const gone = new Set<string>();
  await fewAtOnce(
    ids.filter((id) => !running.has(executionOf({ type, id }))),
    async (id) => void ((await isRunning(client, { type, id })) || gone.add(id)),
    beat,
  );
  return ids.filter((id) => gone.has(id));
}

/** Calls for each, so many at a time as a server bears. */
export async function fewAtOnce<T>(
  all: readonly T[],
  call: (one: T) => Promise<void>,
  beat: () => void,
): Promise<void> {
  for (let from = 0; from < all.length; from += CALLS_AT_ONCE) {
    await Promise.all(all.slice(from, from + CALLS_AT_ONCE).map(call));
    beat();
  }
}

/** Ids of the running executions from the first of the subjects to the last, as far as Temporal's visibility has heard of them. */
async function listRunning(client: Client, type: SubjectType, ids: readonly string[]): Promise<Set<string>> {
  const [first, last] = [ids[0], ids.at(-1)];
  const found = new Set<string>();
  if (first === undefined || last === undefined) return found;
  const range = [first, last].map((id) => `"${executionOf({ type, id })}"`).join(' AND ');
  const query = `WorkflowType = "${EXECUTIONS[type].workflowType}" AND ExecutionStatus = "Running" AND WorkflowId BETWEEN ${range}`;
  const { namespace } = client.options;
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    // The service itself, since the client would make much of each execution that nobody reads.
    const asked = { namespace, query, pageSize: LISTED_AT_ONCE, nextPageToken };
    const page = await client.workflowService.listWorkflowExecutions(asked);
    for (const { execution } of page.executions) if (execution?.workflowId) found.add(execution.workflowId);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  return found;
}

async function isRunning(client: Client, subject: Subject): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(executionOf(subject)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
