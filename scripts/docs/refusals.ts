import { PROBLEMS } from '../../api/actions/problems.ts';
import { REFUSALS } from '../../domain/refusals.ts';
import { linked } from './sources.ts';
import { GENERATED, table } from './table.ts';

interface Row {
  readonly status: number;
  readonly source: string;
  readonly zh: string;
  readonly en: string;
}

/** docs/refusals.md: every code an answer can carry. */
export const refusalsPage = (): string => `${GENERATED}

# Refusals

A \`code\` is a contract, its wording is not. 403 not one's role · 404 not to be known · 409 refused by the state · 422 refused over
the input. The first that holds is given: session, role, form, not found, content changed, wrong state, then the rule.

## By a rule

${rows(REFUSALS)}

## By the portal

${rows(PROBLEMS)}
`;

const rows = (codes: Readonly<Record<string, Row>>): string =>
  table(
    ['code', 'status', 'source', '中文', 'English'],
    Object.entries(codes).map(([code, { status, source, zh, en }]) => [
      `\`${code}\``,
      String(status),
      linked(source),
      zh,
      en,
    ]),
  );
