import { isAfter, walkKeys } from './walk-keys.ts';

export interface ListKeysOptions {
  prefix?: string;
  /** Keys that share what comes before it, after the prefix, are one common prefix; none when empty. */
  delimiter?: string;
  /** Only what comes after this key or common prefix. */
  startAfter?: string;
  /** Of keys and common prefixes together; at least 1. */
  maxKeys?: number;
}

export interface ListedKeys {
  keys: string[];
  commonPrefixes: string[];
  isTruncated: boolean;
  /** The last key or common prefix, to start after; null when there is none. */
  last: string | null;
}

/** A page of a bucket's keys, as S3 lists them. */
export async function listKeys(bucketPath: string, { prefix = '', delimiter = '', startAfter = '', maxKeys = Infinity }: ListKeysOptions): Promise<ListedKeys> {
  const page: ListedKeys = { keys: [], commonPrefixes: [], isTruncated: false, last: null };
  /** The common prefix whose keys are done with, one of the page before at first. */
  let done = delimiter !== '' && startAfter.startsWith(prefix) && startAfter.endsWith(delimiter) ? startAfter : null;
  const isDone = (key: string): boolean => done !== null && key.startsWith(done);
  const mayHold = (folder: string): boolean =>
    !isDone(folder) && (folder.startsWith(prefix) || prefix.startsWith(folder)) && (isAfter(folder, startAfter) || startAfter.startsWith(folder));

  for await (const key of walkKeys(bucketPath, mayHold)) {
    if (!key.startsWith(prefix) || isDone(key) || !isAfter(key, startAfter)) continue;
    if (page.keys.length + page.commonPrefixes.length >= maxKeys) {
      page.isTruncated = true;
      break;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      page.keys.push(key);
      page.last = key;
    } else {
      done = key.slice(0, end + delimiter.length);
      page.commonPrefixes.push(done);
      page.last = done;
    }
  }
  return page;
}
