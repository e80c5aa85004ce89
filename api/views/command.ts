import { z } from 'zod';
import { ProblemView } from './problem.ts';

/** What a click came to, or that it is under way. */
export const CommandView = z
  .object({
    command: z.object({
      id: z.string(),
      state: z.enum(['accepted', 'done', 'refused']),
      resource: z.string().optional(),
      problem: ProblemView.optional(),
    }),
  })
  .meta({ id: 'Command' });
