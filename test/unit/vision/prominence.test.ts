import { describe, expect, it } from '@jest/globals';
import { prominence, type SeenFace } from '../../../local/vision/faces/prominence.ts';

const IMAGE = { widthPx: 640, heightPx: 480 };
const box = (centreX: number, centreY: number, sidePx: number) => ({ left: centreX - sidePx / 2, top: centreY - sidePx / 2, right: centreX + sidePx / 2, bottom: centreY + sidePx / 2 });
const face = (centreX: number, centreY: number, sidePx: number, change: Partial<SeenFace> = {}): SeenFace => ({
  detected: box(centreX, centreY, sidePx),
  whole: box(centreX, centreY, sidePx),
  detectorScore: 1,
  meshScore: 1,
  ...change,
});
const of = (seen: SeenFace): number => prominence(seen, IMAGE);

describe('prominence', () => {
  it('is the area of a whole, sure face in the middle', () => {
    expect(of(face(320, 240, 100))).toBeCloseTo(10_000);
  });

  it('falls to a quarter of it towards a corner', () => {
    const inCorner = of(face(630, 470, 20));
    expect(inCorner / 400).toBeGreaterThan(0.25);
    expect(inCorner / 400).toBeLessThan(0.31);
  });

  it('prefers a much larger face at the side, and the one in the middle among faces of nearly one size', () => {
    expect(of(face(120, 240, 220))).toBeGreaterThan(of(face(320, 240, 100)));
    expect(of(face(120, 240, 105))).toBeLessThan(of(face(320, 240, 100)));
  });

  it('counts only what is within the image', () => {
    const cutOff = face(0, 240, 200, { detected: { left: 0, top: 140, right: 100, bottom: 340 } });
    expect(of(cutOff)).toBeLessThan(0.5 * of(face(100, 240, 200)));
  });

  it('falls with the doubt of either network', () => {
    expect(of(face(320, 240, 100, { detectorScore: 0.5 }))).toBeCloseTo(5_000);
    expect(of(face(320, 240, 100, { meshScore: 0.6 }))).toBeCloseTo(6_000);
  });
});
