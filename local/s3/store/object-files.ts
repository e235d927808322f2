import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * An object is three files beside each other, `….object`, `….object.md5` and `….metadata.json`, in the folders that its key's slashes
 * make, and a fourth for its tags.
 *
 * Every step is synchronous: a few system calls on names, no content. So no other step of this process, the only one that uses the
 * data, comes in between: no folder goes while a file is put in it, and nobody reads the content of one write with the metadata of another.
 */

/** The path of an object's files without their suffixes. */
export type ObjectPath = string;

export interface OpenObject {
  /** Of the content, which stays what it is whatever happens to the object; for the caller to close. */
  fd: number;
  stat: ObjectStat;
  /** By header. */
  metadata: Record<string, string>;
}

export interface ObjectStat {
  sizeBytes: number;
  modifiedAt: Date;
  /** Without quotes: the MD5 in hexadecimal or, of an object in parts, that of their MD5s and their number. */
  etag: string;
}

/** The suffixes of an object's files. */
export const CONTENT = '._S3rver_object';
export const ETAG = '._S3rver_object.md5';
export const METADATA = '._S3rver_metadata.json';
export const TAGGING = '._S3rver_tagging.xml';
const TARGET = '._S3rver_target.json';
/** The content comes last when an object is written and goes first when one is deleted: it is what makes the object exist. */
const FILES = [ETAG, METADATA, CONTENT];

/** The key of a content's file name; null for any other file. */
export function keyOfFile(name: string): string | null {
  return name.endsWith(CONTENT) ? name.slice(0, -CONTENT.length) : null;
}

/** Whether there is an object. */
export function objectExists(path: ObjectPath): boolean {
  return existsSync(path + CONTENT);
}

/** Opens an object; null when there is none. */
export function openObject(path: ObjectPath): OpenObject | null {
  return ifPresent(() => {
    const fd = openSync(path + CONTENT, 'r');
    try {
      const { size, mtime } = fstatSync(fd);
      const stat = { sizeBytes: size, modifiedAt: mtime, etag: readFileSync(path + ETAG, 'utf8') };
      return { fd, stat, metadata: JSON.parse(readFileSync(path + METADATA, 'utf8')) as Record<string, string> };
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  });
}

/** What a listing says of an object; null when there is none. */
export function statObject(path: ObjectPath): ObjectStat | null {
  return ifPresent(() => {
    const { size, mtime } = statSync(path + CONTENT);
    return { sizeBytes: size, modifiedAt: mtime, etag: readFileSync(path + ETAG, 'utf8') };
  });
}

/**
 * Puts a completed object in its place, instead of the one that is there. One that replaces another leaves a note first of where it
 * goes, so that neither content nor metadata is left without the other when the process is killed in between: `finishPlacing` goes on.
 *
 * @param root the folder that paths of objects lie in
 */
export function placeObject(incoming: ObjectPath, to: ObjectPath, root: string): void {
  mkdirSync(folderOf(to), { recursive: true });
  const replaces = objectExists(to);
  const isTagged = existsSync(incoming + TAGGING);
  if (replaces) writeFileSync(incoming + TARGET, JSON.stringify({ to: to.slice(root.length), isTagged }));
  moveFiles(incoming, to, isTagged);
  if (replaces) rmSync(incoming + TARGET);
}

/** Completes what a killed process was placing, then empties the folder of what was under way. */
export function finishPlacing(incomingDir: string, root: string): void {
  const names = ifPresent(() => readdirSync(incomingDir)) ?? [];
  for (const name of names.filter((entry) => entry.endsWith(TARGET))) {
    const note = readFileSync(join(incomingDir, name), 'utf8');
    // A note that was not written to its end stands for an object whose files have not been touched.
    if (!note.endsWith('}')) continue;
    const incoming = join(incomingDir, name.slice(0, -TARGET.length));
    const { to, isTagged } = JSON.parse(note) as { to: string; isTagged: boolean };
    moveFiles(incoming, root + to, isTagged);
  }
  rmSync(incomingDir, { recursive: true, force: true });
}

/** Deletes an object, and the folders that it leaves empty up to the bucket's own. */
export function removeObject(path: ObjectPath, bucketPath: string): void {
  for (const file of [...FILES.toReversed(), TAGGING]) rmSync(path + file, { force: true });
  for (let folder = folderOf(path); folder !== bucketPath && removeIfEmpty(folder); folder = dirname(folder));
}

/** Deletes what is left of an object that was not placed. */
export function discardIncoming(path: ObjectPath): void {
  for (const file of [...FILES, TAGGING]) rmSync(path + file, { force: true });
}

/** A key may end with a slash: then its files have nothing before their suffixes. */
function folderOf(path: ObjectPath): string {
  return dirname(path + CONTENT);
}

/** Moves what has not been moved yet. */
function moveFiles(from: ObjectPath, to: ObjectPath, isTagged: boolean): void {
  // A new object begins without the tags of the former.
  if (!isTagged) rmSync(to + TAGGING, { force: true });
  for (const file of [TAGGING, ...FILES]) if (existsSync(from + file)) renameSync(from + file, to + file);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Something else is in it, or it is gone.
    return false;
  }
}

function ifPresent<T>(step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether the file system says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(String((error as { code?: unknown }).code));
}
