import type { ContentType, ModerationLabel } from '@aws-sdk/client-rekognition';
import type { ModerationScores } from '../../vision/moderation/moderation.ts';

/**
 * The labels of Rekognition's moderation taxonomy, version 7, that an image's scores amount to, a parent before its child.
 *
 * | here | label (level 1 > level 2) |
 * |---|---|
 * | porn + hentai | Explicit > Explicit Nudity |
 * | sexy | Swimwear or Underwear |
 *
 * The networks tell no parts of the body, sexual acts from nudity, nor women from men: so no level 3, no Explicit Sexual Activity and no
 * Female or Male Swimwear. What Rekognition calls Non-Explicit Nudity is among what they call sexy, which mostly is underwear: the lesser
 * charge is made.
 * Source: https://docs.aws.amazon.com/rekognition/latest/dg/moderation-api.html
 */
export function toModerationLabels({ porn, hentai, sexy }: ModerationScores, minConfidence: number): ModerationLabel[] {
  const explicit = 100 * (porn + hentai);
  const underwear = 100 * sexy;
  const labels = [
    { Name: 'Explicit', ParentName: '', TaxonomyLevel: 1, Confidence: explicit },
    { Name: 'Explicit Nudity', ParentName: 'Explicit', TaxonomyLevel: 2, Confidence: explicit },
    { Name: 'Swimwear or Underwear', ParentName: '', TaxonomyLevel: 1, Confidence: underwear },
  ];
  return labels.filter((label) => label.Confidence >= minConfidence).toSorted((a, b) => b.Confidence - a.Confidence);
}

/**
 * Illustrated, for explicit drawings alone: of others the networks cannot be believed. Animated, which for Rekognition are cartoons and
 * games, is not told from it.
 */
export function toContentTypes({ hentai }: ModerationScores, minConfidence: number): ContentType[] {
  const illustrated = 100 * hentai;
  return illustrated >= minConfidence && illustrated > 0 ? [{ Name: 'Illustrated', Confidence: illustrated }] : [];
}
