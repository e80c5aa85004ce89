import { z } from 'zod';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import { ROLES } from '../../domain/role.ts';
import type { Role } from '../../domain/role.ts';
import { TASK_KINDS, TASK_STATES } from '../../domain/task.ts';
import type { TaskKind } from '../../domain/task.ts';

/** Names of the domain, as they are asked for and as the interface says them. */

export const RoleName = z.enum(Object.keys(ROLES) as Role[]).meta({ id: 'Role' });
export const StateName = z.enum(ORDER_STATE_NAMES).meta({ id: 'OrderState' });
export const StepName = z.enum(ORDER_STEP_NAMES).meta({ id: 'OrderStep' });
export const TaskKindName = z.enum(Object.keys(TASK_KINDS) as TaskKind[]).meta({ id: 'TaskKind' });
export const TaskStateName = z.enum(TASK_STATES).meta({ id: 'TaskState' });
