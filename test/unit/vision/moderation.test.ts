import { describe, expect, it } from '@jest/globals';
import { commonGround } from '../../../local/vision/moderation/common-ground.ts';

describe('the common ground of opinions', () => {
  it('is a single opinion itself', () => {
    const only = { drawing: 0.25, hentai: 0, neutral: 0.25, porn: 0.5, sexy: 0 };
    expect(commonGround([only])).toEqual(only);
  });

  it('grants each class what the most doubtful grants it, and calls the rest neutral', () => {
    const sure = { drawing: 0, hentai: 0.125, neutral: 0, porn: 0.875, sexy: 0 };
    const doubtful = { drawing: 0.25, hentai: 0, neutral: 0.25, porn: 0.25, sexy: 0.25 };
    expect(commonGround([sure, doubtful])).toEqual({ drawing: 0, hentai: 0, neutral: 0.75, porn: 0.25, sexy: 0 });
  });
});
