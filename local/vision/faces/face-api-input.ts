import type { InputFormat } from '../image/warp.ts';

/** The mean colour of the faces that face-api.js's networks were trained on, red, green, blue: it takes it away from every pixel. */
const MEAN_COLOUR = [122.782, 117.001, 104.298] as const;

/** The input of face-api.js's networks: a square of (x - mean) / 255. */
export function faceApiInput(sidePx: number, outside: InputFormat['outside']): InputFormat {
  return { widthPx: sidePx, heightPx: sidePx, channels: 'rgb', scale: [1 / 255, 1 / 255, 1 / 255], offset: MEAN_COLOUR.map((mean) => -mean / 255), outside };
}
