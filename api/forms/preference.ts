import { z } from 'zod';

const ADDRESS_LENGTH = 254;

const email = z
  .string()
  .trim()
  .max(ADDRESS_LENGTH)
  .transform((input, context): string | null => {
    if (input === '') return null;
    if (z.email().safeParse(input).success) return input;
    context.addIssue({ code: 'custom', params: { code: 'form.email' } });
    return z.NEVER;
  });

/** The form of one's notification settings. A box that is not ticked is not sent. */
export const preferenceForm = z.object({
  email,
  language: z.enum(['zh', 'en']),
  digest: z.literal('on').optional(),
  wanted: z
    .union([z.string(), z.array(z.string()).max(100)])
    .optional()
    .transform((wanted): readonly string[] => (wanted === undefined ? [] : [wanted].flat())),
});
