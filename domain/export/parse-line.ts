import { Buffer } from 'node:buffer';
import { canonicalJson } from '../canonical-json.ts';
import { SECTIONS, type ExportRecord, type Section } from './export-record.ts';
import { flaw, type Flaw } from './finding.ts';

/**
 * The record of a line, which must be exactly as it would be written: rendered again, byte for byte. So nothing in it can have been changed that JSON
 * would not tell: spaces, the order of keys, the form of a number, an escape.
 *
 * @param line without its line feed
 */
export function parseLine(line: Uint8Array): { record: ExportRecord } | { flaw: Flaw } {
  const text = decode(line);
  if (text === null) return { flaw: flaw('notUtf8', {}, { offsetBytes: 0 }) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { flaw: flaw('notJson', {}, { offsetBytes: 0 }) };
  }
  const offsetBytes = differenceFrom(line, value);
  if (offsetBytes !== null) return { flaw: flaw('notCanonical', {}, { offsetBytes }) };
  if (!isRecord(value)) return { flaw: flaw('unknownRecord', { sections: SECTIONS.join(', ') }) };
  return { record: value };
}

function decode(line: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  } catch {
    return null;
  }
}

/** Where the line first differs from the canonical JSON of its value; null where it does not. */
function differenceFrom(line: Uint8Array, value: unknown): number | null {
  const expected = Buffer.from(renderedAgain(value), 'utf8');
  if (expected.equals(line)) return null;
  const shorter = Math.min(expected.length, line.length);
  const at = expected.subarray(0, shorter).findIndex((byte, index) => byte !== line[index]);
  return at < 0 ? shorter : at;
}

/** What has no canonical form, such as half of a surrogate pair, is rendered as nothing. */
function renderedAgain(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    return '';
  }
}

function isRecord(value: unknown): value is ExportRecord {
  return typeof value === 'object' && value !== null && 'record' in value && SECTIONS.includes(value.record as Section);
}
