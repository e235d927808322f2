import { canonicalJson } from '../canonical-json.ts';
import { LISTED_SECTIONS, type HeaderRecord, type ManifestRecord, type SectionDigest } from './export-record.ts';
import { flaw, type Flaw } from './finding.ts';
import { isSignedBy } from './verify-signature.ts';

/** What is wrong with the manifest, or with a section that it lists; null when nothing is. */
export function manifestFlaw({ manifest, signature }: ManifestRecord, header: HeaderRecord, found: readonly SectionDigest[]): Flaw | null {
  const { sections, ...rest } = manifest;
  if (canonicalJson(rest) !== canonicalJson({ format: header.format, sessionId: header.sessionId, exportedAt: header.exportedAt })) return flaw('manifestOfOther', {});
  if (sections.map(({ section }) => section).join() !== LISTED_SECTIONS.join()) return flaw('manifestSections', { sections: LISTED_SECTIONS.join(', ') });
  for (const [index, { section, count, sha256 }] of sections.entries()) {
    const actual = found[index];
    if (actual?.count !== count) return flaw('sectionCount', { section, count, found: actual?.count ?? 0 });
    if (actual.sha256 !== sha256) return flaw('sectionChanged', { section });
  }
  if (signature.keyId !== header.keyId || !isSignedBy(header.publicKey, manifest, signature)) return flaw('manifestNotSigned', {});
  return null;
}
