import type { Client } from '@temporalio/client';
import { SUBJECT_TYPES, subjectPath } from '../../domain/process/subject.ts';
import type { Subject } from '../../domain/process/subject.ts';
import { EXECUTIONS, executionOf } from './executions.ts';
import { LOOK_AGAIN } from './process.ts';
import type { Command } from './process.ts';

/** What a worker that was killed had begun is given to another after this long (ADR 0050); the default is 10 s. */
const WORKFLOW_TASK_TIMEOUT = '4s';

interface Sending {
  readonly client: Client;
  readonly taskQueue: string;
  /** Where people reach the portal: Temporal Web leads there. No link where it is not said. */
  readonly publicUrl?: string;
}

/** The start of a subject's execution, the same for everyone who starts it. */
const startOf = ({ taskQueue, publicUrl }: Omit<Sending, 'client'>, subject: Subject) => ({
  workflowId: executionOf(subject),
  taskQueue,
  args: [EXECUTIONS[subject.type].inputOf(subject.id)],
  staticSummary: SUBJECT_TYPES[subject.type].zh,
  ...(publicUrl && { staticDetails: `[在门户中打开](${publicUrl}${subjectPath(subject)})` }),
  workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
});

/**
 * Hands a command to its subject's execution, starting one where there is none: an execution that was terminated, or is at
 * rest, comes back with the next click. When this returns, the server has the command and it cannot be lost.
 */
export async function sendTo(sending: Sending, subject: Subject, command: Command): Promise<void> {
  const { workflowType, steps } = EXECUTIONS[subject.type];
  const step = steps[command.step];
  if (!step) throw new Error(`${subject.type} has no step ${command.step}`);
  await sending.client.workflow.signalWithStart(workflowType, {
    ...startOf(sending, subject),
    args: [{ ...EXECUTIONS[subject.type].inputOf(subject.id), clicked: true }],
    staticSummary: `${SUBJECT_TYPES[subject.type].zh} · ${step.zh}`,
    signal: step.signal,
    signalArgs: [command],
  });
}

/** Makes the running execution of a subject read again where it stands: what it waits for, and until when. */
export const sendLook = ({ client }: Pick<Sending, 'client'>, subject: Subject): Promise<void> =>
  client.workflow.getHandle(executionOf(subject)).signal(LOOK_AGAIN);

/** Starts the execution of a subject nobody clicks on. Does nothing when one is running. */
export async function wake(sending: Sending, subject: Subject): Promise<void> {
  await sending.client.workflow.start(EXECUTIONS[subject.type].workflowType, {
    ...startOf(sending, subject),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}
