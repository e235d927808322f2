import { describe, expect, it } from '@jest/globals';
import { toContentTypes, toModerationLabels } from '../../../local/rekognition/moderation/moderation-labels.ts';

const HARMLESS = { drawing: 0.1, hentai: 0, neutral: 0.9, porn: 0, sexy: 0 };

describe("labels of the moderation taxonomy's version 7", () => {
  it('are none for a harmless picture', () => {
    expect(toModerationLabels(HARMLESS, 50)).toEqual([]);
    expect(toContentTypes(HARMLESS, 0)).toEqual([]);
  });

  it('name a parent before its child, with the same confidence', () => {
    expect(toModerationLabels({ ...HARMLESS, porn: 0.5, hentai: 0.25 }, 50)).toEqual([
      { Name: 'Explicit', ParentName: '', TaxonomyLevel: 1, Confidence: 75 },
      { Name: 'Explicit Nudity', ParentName: 'Explicit', TaxonomyLevel: 2, Confidence: 75 },
    ]);
  });

  it('are sorted by confidence and cut off at the least that is asked for', () => {
    const scores = { ...HARMLESS, porn: 0.25, sexy: 0.5 };
    expect(toModerationLabels(scores, 20).map((label) => label.Name)).toEqual(['Swimwear or Underwear', 'Explicit', 'Explicit Nudity']);
    expect(toModerationLabels(scores, 50).map((label) => label.Name)).toEqual(['Swimwear or Underwear']);
    expect(toModerationLabels(scores, 51)).toEqual([]);
  });

  it('come with the type of content where an explicit drawing is seen', () => {
    expect(toContentTypes({ ...HARMLESS, hentai: 0.75 }, 50)).toEqual([{ Name: 'Illustrated', Confidence: 75 }]);
    expect(toContentTypes({ ...HARMLESS, drawing: 1 }, 50)).toEqual([]);
  });
});
