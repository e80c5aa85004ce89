import { filesIn } from '../docs/files.ts';

/** Templates are broken by element and style sheets are split by part: neither has a line or a file longer than this. */

const LINE_CHARACTERS = 160;
const SHEET_LINES = 250;

const longLines = filesIn('templates', '.hbs').flatMap(({ path, text }) =>
  text
    .split('\n')
    .flatMap(({ length }, at) =>
      length > LINE_CHARACTERS ? [`${path}:${at + 1}: ${length} characters, at most ${LINE_CHARACTERS}`] : [],
    ),
);
const longSheets = filesIn('templates', '.css').flatMap(({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  return lines > SHEET_LINES ? [`${path}: ${lines} lines, at most ${SHEET_LINES}`] : [];
});

const found = [...longLines, ...longSheets];
for (const complaint of found) console.error(complaint);
console.log(found.length === 0 ? 'templates and style sheets are short enough' : `${found.length} found`);
process.exitCode = found.length === 0 ? 0 : 1;
