import type { ModerationScores } from './nsfw-classifier.ts';

/** What every opinion grants: of each class the least that any of them gives it. The rest counts as neutral. */
export function commonGround(opinions: readonly ModerationScores[]): ModerationScores {
  const least = (of: (scores: ModerationScores) => number): number => Math.min(...opinions.map(of));
  const drawing = least((scores) => scores.drawing);
  const hentai = least((scores) => scores.hentai);
  const porn = least((scores) => scores.porn);
  const sexy = least((scores) => scores.sexy);
  return { drawing, hentai, porn, sexy, neutral: 1 - drawing - hentai - porn - sexy };
}
