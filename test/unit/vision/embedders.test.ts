import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EMBEDDER_NAMES, EMBEDDERS } from '../../../local/vision/faces/embedders.ts';
import { MANIFEST } from '../../../local/vision/models/manifest.ts';

/** Vectors that were stored under a version are compared for years with those that are made now: what each version was made by. */
const RECIPES: Readonly<Record<string, string>> = {
  'face-embedding-87aacdfe': '7a5bae3574ca1d82',
  'face-embedding-dlib-1f841c09': 'ab5f45d80716efee',
};

describe('the version of an embedder', () => {
  it.each(EMBEDDER_NAMES)('of %s stands for its weights and its input: other ones need another version', (name) => {
    const { artifact, version, input, toAlignedCrop } = EMBEDDERS[name];
    const { package: { integrity }, sources } = MANIFEST[artifact];
    const recipe = createHash('sha256').update(JSON.stringify([integrity, sources, input, toAlignedCrop])).digest('hex').slice(0, 16);
    expect(RECIPES[version]).toBe(recipe);
  });
});
