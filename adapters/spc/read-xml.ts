/** Owns the reading of XML that somebody else wrote: strictly, in slices, within bounds, and never with a DOCTYPE. */
import sax from 'sax';

/** An element by its local name; which prefix a server likes says nothing. Attributes by theirs. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** It isn't well-formed, or is more than anybody sends in earnest. Its message repeats nothing of it. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 200_000;
const MAX_ATTRIBUTES = 200;
/** What is read before others get their turn; about two milliseconds. */
const SLICE = 32 * 1024;

/**
 * Entities are those that XML and HTML name, and characters by number. A DOCTYPE is refused, so that there are no others: none
 * that names a file or an address, and none made of others. Throws `XmlRefused`.
 */
export async function readXml(text: string): Promise<XmlElement> {
  const tree = treeBuilder();
  for (let at = 0; at < text.length; at += SLICE) {
    if (at > 0) await new Promise((resolve) => setImmediate(resolve));
    tree.write(text.slice(at, at + SLICE));
  }
  return tree.end();
}

function treeBuilder(): { write(slice: string): void; end(): XmlElement } {
  const parser = sax.parser(true, { xmlns: true, position: false });
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let count = 0;

  parser.onerror = () => refuse('is not well-formed');
  parser.ondoctype = () => refuse('has a DOCTYPE');
  parser.onsgmldeclaration = () => refuse('has a declaration');
  parser.onopentag = (tag) => {
    count += 1;
    const attributes = Object.values(tag.attributes);
    if (root !== null) refuse('has more than one root');
    if (open.length >= MAX_DEPTH) refuse('is nested too deeply');
    if (count > MAX_ELEMENTS || attributes.length > MAX_ATTRIBUTES) refuse('has too many parts');
    open.push({ name: local(tag), attributes: new Map(attributes.flatMap(pairOf)), children: [], text: '' });
  };
  const add = (piece: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += piece;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed === undefined) return;
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  };
  return {
    write: (slice) => void parser.write(slice),
    end: () => {
      parser.close();
      return root ?? refuse('has no root');
    },
  };
}

function local(tag: sax.Tag | sax.QualifiedTag): string {
  return 'local' in tag ? tag.local : tag.name;
}

function pairOf(attribute: string | sax.QualifiedAttribute): [string, string][] {
  return typeof attribute === 'string' || attribute.prefix === 'xmlns' ? [] : [[attribute.local, attribute.value]];
}

function refuse(problem: string): never {
  throw new XmlRefused(`the XML ${problem}`);
}

/** The first child of a name, however deep the path. */
export function child(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => at?.children.find((one) => one.name === name), element);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** `null` for an attribute that is absent or blank. */
export function attribute(element: XmlElement | undefined, name: string): string | null {
  return element?.attributes.get(name)?.trim() || null;
}

/** What SOAP calls nothing: an element that says so of itself. */
export function isNil(element: XmlElement): boolean {
  return ['true', '1'].includes(attribute(element, 'nil') ?? '');
}
