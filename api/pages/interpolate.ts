/** Fills in the `{…}` of a text: "{n} 单" with n = 7 → "7 单". */
export const interpolate = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** What stands between the parts of a list. */
export const LIST_COMMA = { zh: '、', en: ', ' } as const;
