import { parse, parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A part of a page, as its reader meets it: found by role and name, by field, or by id. */
export interface Part {
  /** Its text without marks: a space stands where an element begins or ends. */
  readonly text: string;
  /** What a field is sent with; the text of a textarea, the chosen option of a list. */
  readonly value: string;
  readonly checked: boolean;
  /** The value of an attribute; undefined when it is not there. */
  readonly attribute: (name: string) => string | undefined;
  /** All of this role in the order of the page; of this name only, when one is given. */
  readonly roles: (role: Role, name?: Name) => Part[];
  /** The first of this role. @throws Error when there is none */
  readonly role: (role: Role, name?: Name) => Part;
  /** The form controls that are sent by this name. */
  readonly fields: (name: string) => Part[];
  /** The first of them. @throws Error when there is none */
  readonly field: (name: string) => Part;
  /** What has this id. @throws Error when nothing has */
  readonly byId: (id: string) => Part;
  /** All with this class: for what has neither role nor name. */
  readonly classed: (name: string) => Part[];
  /** All that have this attribute. */
  readonly having: (attribute: string) => Part[];
  /** All elements of this kind: for what has neither role nor name. */
  readonly tags: (tag: string) => Part[];
}

type Name = string | RegExp;
export type Role = keyof typeof ROLES;

/** Parses a page, or a part of one, as a browser without scripts does. */
export function dom(html: string): Part {
  const options = { scriptingEnabled: false };
  const root = /^\s*<(!doctype|html)/i.test(html) ? parse(html, options) : parseFragment(html, options);
  return partOf(root, root);
}

const INPUT_ROLES: Readonly<Record<string, Role>> = { checkbox: 'checkbox', radio: 'radio', submit: 'button' };
const TEXT_INPUTS = ['text', 'email', 'date', 'search', 'password', 'tel', 'number'];

/** Which elements have a role by themselves. A `role` attribute counts before. */
const ROLES = {
  alert: () => false,
  status: () => false,
  button: (element: Element) => element.tagName === 'button' || inputRole(element) === 'button',
  cell: ({ tagName }: Element) => tagName === 'td',
  checkbox: (element: Element) => inputRole(element) === 'checkbox',
  columnheader: (element: Element) => element.tagName === 'th' && !isOfRow(element),
  form: ({ tagName }: Element) => tagName === 'form',
  group: ({ tagName }: Element) => tagName === 'fieldset' || tagName === 'details',
  heading: ({ tagName }: Element) => /^h[1-6]$/.test(tagName),
  img: ({ tagName }: Element) => tagName === 'img',
  link: (element: Element) => element.tagName === 'a' && attributeOf(element, 'href') !== undefined,
  listitem: ({ tagName }: Element) => tagName === 'li',
  main: ({ tagName }: Element) => tagName === 'main',
  navigation: ({ tagName }: Element) => tagName === 'nav',
  option: ({ tagName }: Element) => tagName === 'option',
  radio: (element: Element) => inputRole(element) === 'radio',
  region: ({ tagName }: Element) => tagName === 'section',
  row: ({ tagName }: Element) => tagName === 'tr',
  rowheader: (element: Element) => element.tagName === 'th' && isOfRow(element),
  table: ({ tagName }: Element) => tagName === 'table',
  textbox: (element: Element) => element.tagName === 'textarea' || inputRole(element) === 'textbox',
} as const;

/** Whether a header is that of a row, or of a group of rows. */
const isOfRow = (element: Element): boolean => (attributeOf(element, 'scope') ?? '').startsWith('row');

function inputRole(element: Element): Role | undefined {
  if (element.tagName !== 'input') return undefined;
  const type = attributeOf(element, 'type') ?? 'text';
  return TEXT_INPUTS.includes(type) ? 'textbox' : INPUT_ROLES[type];
}

const hasRole = (element: Element, role: Role): boolean => {
  const own = attributeOf(element, 'role');
  return own === undefined ? ROLES[role](element) : own === role;
};

const FIELDS = ['input', 'textarea', 'select', 'button'];

function partOf(node: Node, root: Node): Part {
  const inside = (matches: (element: Element) => boolean): Part[] =>
    elementsIn(node)
      .filter(matches)
      .map((element) => partOf(element, root));
  const first = (found: readonly Part[], what: string): Part => {
    const [part] = found;
    if (!part) throw new Error(`no ${what} in: ${textOf(node).slice(0, 1_000)}`);
    return part;
  };
  const roles: Part['roles'] = (role, name) =>
    inside((element) => hasRole(element, role) && (name === undefined || fits(nameOf(element, root), name)));
  const fields: Part['fields'] = (name) =>
    inside((element) => FIELDS.includes(element.tagName) && attributeOf(element, 'name') === name);
  return {
    text: textOf(node),
    value: isElement(node) ? valueOf(node) : '',
    checked: isElement(node) && attributeOf(node, 'checked') !== undefined,
    attribute: (name) => (isElement(node) ? attributeOf(node, name) : undefined),
    roles,
    role: (role, name) => first(roles(role, name), `${role} ${name ?? ''}`),
    fields,
    field: (name) => first(fields(name), `field ${name}`),
    byId: (id) =>
      first(
        inside((element) => attributeOf(element, 'id') === id),
        `#${id}`,
      ),
    classed: (name) => inside((element) => (attributeOf(element, 'class') ?? '').split(/\s+/).includes(name)),
    having: (name) => inside((element) => attributeOf(element, name) !== undefined),
    tags: (tag) => inside((element) => element.tagName === tag),
  };
}

const fits = (text: string, name: Name): boolean => (typeof name === 'string' ? text === name : name.test(text));

/** What an element is called: by what labels it, or by its own text. */
function nameOf(element: Element, root: Node): string {
  const label = attributeOf(element, 'aria-label');
  if (label !== undefined) return label;
  const by = attributeOf(element, 'aria-labelledby')?.split(/\s+/) ?? [];
  if (by.length > 0) return by.map((id) => textWith(root, 'id', id)).join(' ');
  if (element.tagName === 'fieldset') return captionOf(element, 'legend');
  if (element.tagName === 'details') return captionOf(element, 'summary');
  if (element.tagName === 'table') return captionOf(element, 'caption');
  if (element.tagName !== 'input' && element.tagName !== 'textarea' && element.tagName !== 'select')
    return textOf(element);
  if (attributeOf(element, 'type') === 'submit') return attributeOf(element, 'value') ?? '';
  const id = attributeOf(element, 'id');
  return (id !== undefined && textWith(root, 'for', id)) || labelAround(element);
}

const captionOf = (element: Element, tag: string): string => {
  const caption = elementsIn(element).find(({ tagName }) => tagName === tag);
  return caption ? textOf(caption) : '';
};

const textWith = (root: Node, attribute: string, value: string): string =>
  elementsIn(root)
    .filter((element) => attributeOf(element, attribute) === value)
    .map(textOf)
    .join(' ');

function labelAround(element: Element): string {
  for (let up: Node | null = element.parentNode; up; up = isElement(up) ? up.parentNode : null)
    if (isElement(up) && up.tagName === 'label') return textOf(up);
  return '';
}

function valueOf(element: Element): string {
  if (element.tagName === 'textarea') return rawText(element);
  if (element.tagName !== 'select') return attributeOf(element, 'value') ?? '';
  const options = elementsIn(element).filter(({ tagName }) => tagName === 'option');
  const chosen = options.find((option) => attributeOf(option, 'selected') !== undefined) ?? options[0];
  return chosen ? (attributeOf(chosen, 'value') ?? textOf(chosen)) : '';
}

const isElement = (node: Node): node is Element => 'tagName' in node;

const attributeOf = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((attribute) => attribute.name === name)?.value;

/** The children, those of a template too: what a script will draw is a part of the page. */
const childrenOf = (node: Node): readonly Node[] =>
  'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];

const elementsIn = (node: Node): Element[] =>
  childrenOf(node).flatMap((child) => [...(isElement(child) ? [child] : []), ...elementsIn(child)]);

const UNREAD = ['script', 'style', 'template'];

const textOf = (node: Node): string => textsIn(node).join(' ').replaceAll(/\s+/g, ' ').trim();

function textsIn(node: Node): string[] {
  if ('value' in node && node.nodeName === '#text') return [node.value];
  if (isElement(node) && UNREAD.includes(node.tagName)) return [];
  return childrenOf(node).flatMap(textsIn);
}

const rawText = (element: Element): string =>
  element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
