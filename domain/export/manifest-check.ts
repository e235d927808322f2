import { canonicalJson } from '../canonical-json.ts';
import { LISTED_SECTIONS, type HeaderRecord, type ManifestRecord, type SectionDigest } from './export-record.ts';
import type { Flaw } from './finding.ts';
import { isSignedBy } from './verify-signature.ts';

/** What is wrong with the manifest, or with a section that it lists; null when nothing is. */
export function manifestFlaw({ manifest, signature }: ManifestRecord, header: HeaderRecord, found: readonly SectionDigest[]): Flaw | null {
  const { sections, ...rest } = manifest;
  if (canonicalJson(rest) !== canonicalJson({ format: header.format, sessionId: header.sessionId, exportedAt: header.exportedAt })) return { problem: 'MANIFEST', message: 'The manifest is of another export.' };
  if (sections.map(({ section }) => section).join() !== LISTED_SECTIONS.join()) return { problem: 'MANIFEST', message: `The manifest must list these sections, in this order: ${LISTED_SECTIONS.join(', ')}.` };
  for (const [index, { section, count, sha256 }] of sections.entries()) {
    const actual = found[index];
    if (actual?.count !== count) return { problem: 'MANIFEST_SECTION', message: `The section of ${section} records had ${count}; ${actual?.count ?? 0} are here.` };
    if (actual.sha256 !== sha256) return { problem: 'MANIFEST_SECTION', message: `The section of ${section} records is not the one that was signed: a record in it was changed, moved or replaced.` };
  }
  if (signature.keyId !== header.keyId || !isSignedBy(header.publicKey, manifest, signature)) return { problem: 'MANIFEST_SIGNATURE', message: 'The manifest is not signed by the key of this export.' };
  return null;
}
