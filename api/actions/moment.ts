import { dayOf } from '../../domain/day.ts';
import type { Moment } from '../../domain/role.ts';

/** The moment rules are asked at. */
export const now = (): Moment => ({ today: dayOf(new Date().toISOString()) });
