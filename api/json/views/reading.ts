import { z } from 'zod';
import { formatYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import { isSure } from '../../../domain/reading/confidence.ts';
import type { Found, FoundValues, Label } from '../../../domain/reading/found.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import { UNREADABLE } from '../../../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../../../domain/reading/reading.ts';
import type { FileLook } from '../../documents/reading.ts';

const LABELS = Object.keys(LABEL_NAMES) as [Label, ...Label[]];

const FoundValue = z.object({
  label: z.enum(LABELS).meta({ description: 'What the paper calls it' }),
  value: z.string().meta({ description: 'An amount in yuan with two decimals, a day, a number or a name' }),
  page: z.int().meta({ description: 'From 1' }),
  excerpt: z.string().meta({ description: 'What stands around it' }),
  confidence: z.number().nullable().meta({ description: '0 to 1, of its least sure sign in a picture; null in text' }),
  sure: z.boolean().meta({ description: 'Whether it is sure enough to match or to differ' }),
  disputed: z.boolean().meta({ description: 'Whether figures and words of one amount disagree' }),
});

/** What was read in a file. @source D42 */
export const ReadingSchema = z
  .object({
    state: z.enum(['read', 'pending', 'unreadable', 'notRead']).meta({
      description: '`pending`: it is being read, ask again; `notRead`: files of this kind are not',
    }),
    why: z.enum(Object.keys(UNREADABLE) as [Unreadable, ...Unreadable[]]).nullable(),
    progress: z
      .object({ page: z.int(), pages: z.int() })
      .nullable()
      .meta({ description: 'Of what is pending, once its first page is read' }),
    papers: z.array(z.array(FoundValue)).meta({
      description:
        'What a contract or an agreement says, or each invoice in the file; several values of one name stand beside each other',
    }),
    unseen: z
      .array(z.object({ page: z.int(), text: z.string() }))
      .meta({ description: 'Text that nobody sees; it takes part in nothing' }),
    pagesUnread: z.int().meta({ description: 'Pages that were not read to their end' }),
  })
  .meta({ id: 'Reading' });

const NOTHING = { why: null, progress: null, papers: [], unseen: [], pagesUnread: 0 } as const;

/** A file of a kind that is not read. */
export const NOT_READ = { state: 'notRead', ...NOTHING } as const;

/** What has been read of a file, as clients see it: what a contract calls by one of our names, or each invoice in the file. */
export function readingJson(look: FileLook, isInvoice: boolean) {
  if ('pending' in look) return { ...NOTHING, state: 'pending' as const, progress: look.pending };
  if ('unreadable' in look) return { ...NOTHING, state: 'unreadable' as const, why: look.unreadable };
  const { unseen = [], pagesUnread = 0 } = look.reading;
  const papers = papersIn(look.reading, isInvoice).map(valuesIn);
  return { ...NOTHING, state: 'read' as const, papers, unseen, pagesUnread };
}

const papersIn = (reading: Reading, isInvoice: boolean): readonly FoundValues[] =>
  isInvoice ? (reading.invoices ?? []) : [reading];

const valuesIn = ({ numbers, parties, days, amounts }: FoundValues) => [
  ...named(numbers, (value) => value),
  ...named(parties, (value) => value),
  ...named(days, (value) => value),
  ...named(amounts, (value: Fen) => formatYuan(value)),
];

const named = <V>(found: readonly Found<V>[], textOf: (value: V) => string) =>
  found.flatMap((one) => {
    const label = LABELS.find((known) => known === one.label);
    if (!label) return [];
    const { value, page, excerpt, scan, disputed = false } = one;
    const confidence = scan?.confidence ?? null;
    return [{ label, value: textOf(value), page, excerpt, confidence, sure: isSure(label, one), disputed }];
  });
