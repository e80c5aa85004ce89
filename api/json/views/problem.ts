import { z } from 'zod';

/** RFC 9457. `code` is the contract, wording is not. */
export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    source: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
    reference: z.string().optional(),
  })
  .meta({ id: 'Problem' });
