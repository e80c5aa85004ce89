import type { SourceFile } from './files.ts';

const FUNCTION = /^export (?:async )?function (\w+)/gm;
const ARROW =
  /^export const (\w+)(?:: [^=\n]+)? =\s+(?:async )?(?:function\b|(?:<[^>\n]*>)?(?:\([^]*?\)|\w+)(?:: [^\n]*?)? =>)/gm;
const DOCSTRING_ABOVE = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*$/;

const PROCESS_FOLDER = /^domain\/(?:order|password-reset)\//;

/** Exported functions of a file that say nothing of themselves; in the folder of a process, also those that name no source. */
export function undocumented({ path, text }: SourceFile): string[] {
  return [...text.matchAll(FUNCTION), ...text.matchAll(ARROW)].flatMap((match) => {
    const [, name = ''] = match;
    const docstring = DOCSTRING_ABOVE.exec(text.slice(0, match.index))?.[1];
    if (docstring === undefined) return [`${path}: ${name} has no docstring`];
    return PROCESS_FOLDER.test(path) && !docstring.includes('@source') ? [`${path}: ${name} names no source`] : [];
  });
}
