import Handlebars from 'handlebars';

/** A line break between two elements, or before what may be one or an attribute, with the blanks around it. */
const BETWEEN = /(?<=[>}"])\s*\n\s*(?=[<{])/g;
/** Any other: between the attributes of a tag, or words. */
const WITHIN = /\s*\n\s*/g;

interface Strictness {
  /** Whether a name that a view does not have is an error. Otherwise its place stays empty. */
  readonly strict: boolean;
}

/**
 * Handlebars as pages use it. Line breaks of a template are left out, so that templates can be broken by element without a blank
 * between Chinese words. A blank that is meant stands within a line.
 *
 * The strict one is for tests: it throws when a view lacks a name. Names that a view may leave out stand in the first line of the
 * template, `{{!-- optional: hint error --}}`; they may be asked for (`if`, `unless`, `each`, `with`) and passed on, not drawn.
 */
export function pageHandlebars({ strict }: Strictness): typeof Handlebars {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('present', present);
  const { compile } = handlebars;
  handlebars.compile = (template: string, options) =>
    compile(inOneLine(strict ? strictly(template) : template), { ...options, strict });
  return handlebars;
}

const inOneLine = (template: string): string => template.trim().replaceAll(BETWEEN, '').replaceAll(WITHIN, ' ');

/** A property that must be there, whatever it holds. Handlebars itself is strict only about what is drawn. */
function present(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null || !(name in of)) throw new Error(`"${name}" not defined in ${String(of)}`);
  return Reflect.get(of, name);
}

const OPTIONAL_NAMES = /\{\{!-- optional: ([\w ]+) --\}\}/;
/** Before a name that is asked for or passed on: `{{#if outcome.toast}}`, `{{> chain chain=sums.chain}}`. */
const QUESTION = /(?<=\{\{(?:#|else )(?:if|unless|each|with) )((?:[\w@]+\.|\.\.\/)*)(\w+)(?=\}\})/g;
const PASSED_ON = /(?<=\{\{#?> [^}]* \w+=)((?:[\w@]+\.|\.\.\/)*)(?!true\b|false\b|\d)(\w+)(?=[\s}])/g;

/**
 * The template with each name that it asks for or passes on looked up strictly, but for the optional ones.
 *
 * @throws Error when a name is optional that the template does neither with
 */
function strictly(template: string): string {
  const optional = new Set(OPTIONAL_NAMES.exec(template)?.[1]?.split(' '));
  const used = new Set<string>();
  const lookUp = (path: string, of: string, name: string): string => {
    used.add(name);
    return optional.has(name) ? path : `(present ${of === '' ? 'this' : of.replace(/.$/, '')} "${name}")`;
  };
  const strict = template.replaceAll(QUESTION, lookUp).replaceAll(PASSED_ON, lookUp);
  const idle = [...optional].filter((name) => !used.has(name));
  if (idle.length > 0) throw new Error(`optional, but not asked for: ${idle.join(', ')}, in ${template.slice(0, 80)}`);
  return strict;
}
