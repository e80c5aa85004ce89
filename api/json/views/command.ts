import { z } from 'zod';
import { ProblemSchema } from './problem.ts';

/** What a click came to, or that it is under way. */
export const CommandSchema = z
  .object({
    command: z.object({
      id: z.string(),
      state: z.enum(['accepted', 'done', 'refused', 'withdrawn']),
      resource: z.string().optional(),
      problem: ProblemSchema.optional(),
    }),
  })
  .meta({ id: 'Command' });
