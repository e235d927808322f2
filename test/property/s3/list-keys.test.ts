import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listKeys } from '../../../local/s3/store/list-keys.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const segment = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '0', 'é', '😀', '\uFF5E'), minLength: 1, maxLength: 3 }).filter((text) => text !== '.' && text !== '..');
const key = fc.tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([segments, isFolder]) => segments.join('/') + (isFolder ? '/' : ''));
const options = fc.record({ prefix: fc.oneof(fc.constant(''), key, fc.constantFrom('a', 'a/', 'b')), delimiter: fc.constantFrom('', '/', '-', 'b.'), startAfter: fc.oneof(fc.constant(''), key), maxKeys: fc.integer({ min: 1, max: 4 }) });

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What S3's documentation says a listing is, over all keys at once. */
function model(keys: readonly string[], { prefix, delimiter, startAfter }: { prefix: string; delimiter: string; startAfter: string }): string[] {
  const listed = keys.filter((candidate) => candidate.startsWith(prefix) && byBytes(candidate, startAfter) > 0).map((candidate) => {
    const end = delimiter === '' ? -1 : candidate.indexOf(delimiter, prefix.length);
    return end < 0 ? candidate : candidate.slice(0, end + delimiter.length);
  });
  return [...new Set(listed)].sort(byBytes);
}

describe('the keys of a bucket', () => {
  it('are on pages, whatever they are, each once and in order', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), options, async (keys, { maxKeys, ...wanted }) => {
      await using folder = await createDataFolder();
      for (const each of keys) {
        const path = join(folder.path, `${each}._S3rver_object`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, '');
      }
      const expected = model(keys, wanted);
      // A common prefix that was the last of a page is not on the next.
      const isDone = wanted.delimiter !== '' && wanted.startAfter.startsWith(wanted.prefix) && wanted.startAfter.endsWith(wanted.delimiter);
      const found: string[] = [];
      let { startAfter } = wanted;
      for (;;) {
        const page = await listKeys(folder.path, { ...wanted, startAfter, maxKeys });
        expect(page.keys.length + page.commonPrefixes.length).toBeLessThanOrEqual(maxKeys);
        found.push(...[...page.keys, ...page.commonPrefixes].sort(byBytes));
        if (!page.isTruncated) break;
        startAfter = page.last ?? '';
      }
      expect(found).toEqual(isDone ? expected.filter((each) => !each.startsWith(wanted.startAfter)) : expected);
    }), { numRuns: 60 });
  });
});
