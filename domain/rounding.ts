import type { Box, Landmark } from './geometry.ts';

/*
 * Numbers are rounded before they are judged, so that a verdict follows from its record alone: what is compared with a threshold is
 * exactly what is written down. Two decimals of a percentage and four of a ratio (less than a pixel of an 8,192 px image) keep records
 * short, and such numbers pass through every JSON parser and through DynamoDB unchanged.
 */

export function roundPercent(percent: number): number {
  return Math.round(percent * 100) / 100;
}

export function roundBox(box: Box): Box {
  return { left: roundRatio(box.left), top: roundRatio(box.top), width: roundRatio(box.width), height: roundRatio(box.height) };
}

export function roundLandmark(landmark: Landmark): Landmark {
  return { type: landmark.type, x: roundRatio(landmark.x), y: roundRatio(landmark.y) };
}

function roundRatio(ratio: number): number {
  return Math.round(ratio * 10_000) / 10_000;
}
