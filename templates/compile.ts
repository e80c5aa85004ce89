import Handlebars from 'handlebars';

/** A line break between two tags, or between a tag and an expression, with the blanks around it. */
const LINE_BREAK = /(?<=[>}])\s*\n\s*(?=[<{])/g;

/**
 * Handlebars as pages use it: a line break in a template is not part of the page, so that templates are laid out by element,
 * and no blank shows up between Chinese words. A blank that is meant is written within a line.
 */
export function pageHandlebars(): typeof Handlebars {
  const handlebars = Handlebars.create();
  const { compile } = handlebars;
  handlebars.compile = (template: string, options) => compile(template.replaceAll(LINE_BREAK, ''), options);
  return handlebars;
}
