import { createHash, type Hash } from 'node:crypto';
import { LISTED_SECTIONS, type Section, type SectionDigest } from './export-record.ts';

/** Counts and hashes the lines of an export, section by section, as they are written or read. */
export class SectionDigests {
  readonly #sections = new Map<Section, { hash: Hash; count: number }>(LISTED_SECTIONS.map((section) => [section, { hash: createHash('sha256'), count: 0 }]));

  /** @param line without its line feed */
  add(section: Section, line: string | Uint8Array): void {
    const state = this.#sections.get(section);
    if (state === undefined) throw new RangeError(`${section} is no section of the manifest.`);
    state.hash.update(line).update('\n');
    state.count += 1;
  }

  /** Ends the counting. */
  end(): SectionDigest[] {
    return [...this.#sections].map(([section, { hash, count }]) => ({ section, count, sha256: hash.digest('hex') }));
  }
}
