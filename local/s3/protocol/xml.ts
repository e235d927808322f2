import { SaxesParser } from 'saxes';
import type { z } from 'zod';
import { S3Error } from '../errors.ts';

/** What an element holds; a list stands for repeated elements, undefined for none. */
export type XmlContent = string | number | boolean | undefined | XmlElements | readonly (string | XmlElements)[];

export interface XmlElements {
  readonly [name: string]: XmlContent;
}

/** What was read of an element: its elements by name, or its text when it has none. */
type ReadContent = string | Record<string, unknown[]>;

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** Deeper than any document of S3. */
const MAX_DEPTH = 10;
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A document of S3, with its namespace unless it is an error. */
export function writeXml(root: string, content: XmlElements): string {
  const attributes = root === 'Error' ? '' : ` xmlns="${NAMESPACE}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>${elements(content)}</${root}>`;
}

/**
 * Reads a document into what a schema says of its root element's content: of each name a list, of each element without others its text.
 *
 * @throws S3Error MalformedXML
 */
export function readXml<T>(text: string, root: string, schema: z.ZodType<T>): T {
  const malformed = (cause: unknown): S3Error => new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', {}, { cause });
  let document: Record<string, ReadContent[]>;
  try {
    document = parse(text);
  } catch (cause) {
    throw malformed(cause);
  }
  const parsed = schema.safeParse(document[root]?.[0]);
  if (!parsed.success) throw malformed(parsed.error);
  return parsed.data;
}

function parse(text: string): Record<string, ReadContent[]> {
  const document: Record<string, ReadContent[]> = {};
  const open: { name: string; text: string; elements: Record<string, ReadContent[]> }[] = [{ name: '', text: '', elements: document }];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    if (open.length > MAX_DEPTH) throw new Error('The document is too deep.');
    open.push({ name, text: '', elements: Object.create(null) as Record<string, ReadContent[]> });
  });
  const addText = (more: string): void => {
    const innermost = open.at(-1);
    if (innermost) innermost.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (!closed || !parent) return;
    (parent.elements[closed.name] ??= []).push(Object.keys(closed.elements).length > 0 ? closed.elements : closed.text);
  });
  parser.write(text).close();
  return document;
}

function elements(content: XmlElements): string {
  return Object.entries(content).map(([name, value]) => element(name, value)).join('');
}

function element(name: string, value: XmlContent): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return (value as readonly (string | XmlElements)[]).map((item) => element(name, item)).join('');
  return `<${name}>${typeof value === 'object' ? elements(value as XmlElements) : escapeXml(String(value))}</${name}>`;
}

/** XML 1.0 knows most control characters not even as references; S3 writes them as such all the same. */
function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is meant
  return text.replace(/[&<>"\u0000-\u001f]/g, (character) => NAMED[character] ?? `&#${character.charCodeAt(0)};`);
}
