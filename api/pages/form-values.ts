/** A form's values as they were sent: texts, lists of texts where a name came more than once. */
export type Values = Readonly<Record<string, unknown>>;

/** A typed text; empty when nothing was. */
export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** Whether a box was ticked. */
export const isTicked = (values: Values, name: string): boolean => values[name] === 'on';
