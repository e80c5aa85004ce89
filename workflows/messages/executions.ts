import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { PASSWORD_RESET_STEPS } from '../../domain/password-reset/steps.ts';
import { roleFor } from '../../domain/process/steps.ts';
import type { StepRow } from '../../domain/process/steps.ts';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import type { Role } from '../../domain/role.ts';
import { ORDER } from './order.ts';
import { PASSWORD_RESET } from './password-reset.ts';

interface Execution {
  readonly workflowType: string;
  /** Before the subject's id in the execution's. Never renamed. */
  readonly prefix: string;
  readonly steps: Readonly<Record<string, StepRow>>;
  readonly inputOf: (subjectId: string) => object;
}

/** How each process runs in Temporal. */
export const EXECUTIONS: Readonly<Record<SubjectType, Execution>> = {
  order: { workflowType: ORDER, prefix: 'order', steps: ORDER_STEPS, inputOf: (orderId) => ({ orderId }) },
  passwordReset: {
    workflowType: PASSWORD_RESET,
    prefix: 'password-reset',
    steps: PASSWORD_RESET_STEPS,
    inputOf: (subjectId) => ({ subjectId }),
  },
};

/** In which role a step is taken, where it is open to several: else Temporal Web knows it from the table. */
export function roleSaid(type: SubjectType, step: string, roles: readonly Role[]): { readonly role?: Role } {
  const row = EXECUTIONS[type].steps[step];
  const role = row && row.by.length > 1 ? roleFor(row, roles) : undefined;
  return role ? { role } : {};
}

/** The execution that holds a subject: `order/<id>`. */
export const executionOf = ({ type, id }: Subject): string => `${EXECUTIONS[type].prefix}/${id}`;
