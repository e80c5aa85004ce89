import { z } from 'zod';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import { ROLES } from '../../domain/role.ts';
import type { Role } from '../../domain/role.ts';
import { TASK_KIND_NAMES, TASK_STATES } from '../../domain/task.ts';

/** Names of the domain, as they are asked for and as the interface says them. */

export const RoleName = z.enum(Object.keys(ROLES) as Role[]).meta({ id: 'Role' });
export const StateName = z.enum(ORDER_STATE_NAMES).meta({ id: 'OrderState' });
export const StepName = z.enum(ORDER_STEP_NAMES).meta({ id: 'OrderStep' });
export const TaskKindName = z.enum(TASK_KIND_NAMES).meta({ id: 'TaskKind' });
export const SubjectTypeName = z.enum(Object.keys(SUBJECT_TYPES) as SubjectType[]).meta({ id: 'SubjectType' });
export const TaskStateName = z.enum(TASK_STATES).meta({ id: 'TaskState' });
