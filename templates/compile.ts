import Handlebars from 'handlebars';

/** A line break between two elements, or before what may be one or an attribute, with the blanks around it. */
const BETWEEN = /(?<=[>}"])\s*\n\s*(?=[<{])/g;
/** Any other: between the attributes of a tag, or words. */
const WITHIN = /\s*\n\s*/g;

/**
 * Handlebars as pages use it: how a template is laid out in lines does not show, so that it is broken by element and no blank
 * appears between Chinese words. A blank between elements is written within a line.
 */
export function pageHandlebars(): typeof Handlebars {
  const handlebars = Handlebars.create();
  const { compile } = handlebars;
  handlebars.compile = (template: string, options) => compile(inOneLine(template), options);
  return handlebars;
}

const inOneLine = (template: string): string => template.trim().replaceAll(BETWEEN, '').replaceAll(WITHIN, ' ');
