import type { Client } from '@temporalio/client';
import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { PASSWORD_RESET_STEPS } from '../../domain/password-reset/password-reset.ts';
import type { StepRow } from '../../domain/process/steps.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import { ORDER } from './order.ts';
import { PASSWORD_RESET } from './password-reset.ts';
import type { Command } from './process.ts';

/** A stuck workflow task is given to another worker after this long; the default of 10 s is a long wait for a click. */
const WORKFLOW_TASK_TIMEOUT = '5s';

interface Sending {
  readonly client: Client;
  readonly taskQueue: string;
}

interface Execution {
  readonly workflowType: string;
  /** Before the subject's id in the execution's. Never renamed. */
  readonly prefix: string;
  readonly steps: Readonly<Record<string, StepRow>>;
  readonly inputOf: (subjectId: string) => object;
}

/** How each process runs in Temporal. */
const EXECUTIONS: Readonly<Record<SubjectType, Execution>> = {
  order: { workflowType: ORDER, prefix: 'order', steps: ORDER_STEPS, inputOf: (orderId) => ({ orderId }) },
  passwordReset: {
    workflowType: PASSWORD_RESET,
    prefix: 'password-reset',
    steps: PASSWORD_RESET_STEPS,
    inputOf: (subjectId) => ({ subjectId }),
  },
};

/** The execution that holds a subject: `order/<id>`. */
export const executionOf = ({ type, id }: Subject): string => `${EXECUTIONS[type].prefix}/${id}`;

/** The start of a subject's execution, the same for everyone who starts it. */
const startOf = (taskQueue: string, subject: Subject) => ({
  workflowId: executionOf(subject),
  taskQueue,
  args: [EXECUTIONS[subject.type].inputOf(subject.id)],
  staticSummary: SUBJECT_TYPES[subject.type].zh,
  workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
});

/**
 * Hands a command to its subject's execution, starting one where there is none: an execution that was terminated, or is at
 * rest, comes back with the next click. When this returns, the server has the command and it cannot be lost.
 */
export async function sendTo({ client, taskQueue }: Sending, subject: Subject, command: Command): Promise<void> {
  const { workflowType, steps } = EXECUTIONS[subject.type];
  const step = steps[command.step];
  if (!step) throw new Error(`${subject.type} has no step ${command.step}`);
  await client.workflow.signalWithStart(workflowType, {
    ...startOf(taskQueue, subject),
    staticSummary: `${SUBJECT_TYPES[subject.type].zh} · ${step.zh}`,
    signal: step.signal,
    signalArgs: [command],
  });
}

/** Starts the execution of a subject nobody clicks on. Does nothing when one is running. */
export async function wake({ client, taskQueue }: Sending, subject: Subject): Promise<void> {
  await client.workflow.start(EXECUTIONS[subject.type].workflowType, {
    ...startOf(taskQueue, subject),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}
