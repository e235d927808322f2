/**
 * Encodes RGB (8 bits, interleaved) as planar YUV 4:2:0 in limited range: a plane of luma, then one of blue and one of red difference at
 * half the width and height. By ITU-R BT.601: Y of 16-235, U and V of 16-240. Width and height must be even.
 */
export function encodeI420(rgb: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const pixels = widthPx * heightPx;
  const halfWidth = widthPx / 2;
  const yuv = new Uint8Array(pixels * 1.5);
  for (let pixel = 0; pixel < pixels; pixel += 1) yuv[pixel] = luma(rgb, pixel);
  for (let row = 0; row < heightPx / 2; row += 1) {
    for (let column = 0; column < halfWidth; column += 1) {
      const [blue, red] = chroma(rgb, 2 * row * widthPx + 2 * column, widthPx);
      const place = pixels + row * halfWidth + column;
      yuv[place] = blue;
      yuv[place + pixels / 4] = red;
    }
  }
  return yuv;
}

function luma(rgb: Uint8Array, pixel: number): number {
  return Math.round(16 + 0.256788 * at(rgb, pixel, 0) + 0.504129 * at(rgb, pixel, 1) + 0.097906 * at(rgb, pixel, 2));
}

/** Of the mean of four pixels. */
function chroma(rgb: Uint8Array, topLeft: number, widthPx: number): [number, number] {
  const mean = (channel: number): number =>
    (at(rgb, topLeft, channel) + at(rgb, topLeft + 1, channel) + at(rgb, topLeft + widthPx, channel) + at(rgb, topLeft + widthPx + 1, channel)) / 4;
  const [r, g, b] = [mean(0), mean(1), mean(2)];
  return [Math.round(128 - 0.148223 * r - 0.290993 * g + 0.439216 * b), Math.round(128 + 0.439216 * r - 0.367788 * g - 0.071427 * b)];
}

function at(rgb: Uint8Array, pixel: number, channel: number): number {
  return rgb[3 * pixel + channel] ?? 0;
}
