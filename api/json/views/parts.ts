import { z } from 'zod';

/** What stands in the schemas of many things. */

/** Money as the interface says it. */
export const Money = z
  .object({ amount: z.string(), currency: z.literal('CNY') })
  .meta({ id: 'Money', examples: [{ amount: '50000.00', currency: 'CNY' }] });

/** Something with a name, as it stands in other things. */
export const Named = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });

/** One of these or null. `nullable()` of a schema with an id makes a reference in the document that null does not satisfy. */
export const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);

/** An instant, RFC 3339 with the offset of Shanghai. */
export const Time = z.string().meta({ format: 'date-time' });
export const Day = z.string().meta({ format: 'date' });

/** A schema of what a function of `actions/` makes: it does not compile when either has a field that the other lacks. */
export const schemaOf =
  <Made>() =>
  <S extends z.ZodType>(schema: S & Describing<Made, z.output<S>>): S =>
    schema;

type Describing<Made, Described> = [Made] extends [Described]
  ? [keyof Made] extends [keyof Described]
    ? unknown
    : 'the schema lacks a field'
  : 'the schema has another type, or a field that is not made';
