import sharp from 'sharp';

// Looked up for every pixel otherwise, which is slow inside of a test.
const { cos, floor, hypot, imul, log, max, min, PI, sqrt } = Math;

/** A frame of a webcam, as the exam page sends it. */
const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const QUALITY = 85;

/** The pixels of a webcam's frame, in red, green and blue, made from a photograph. */
export async function cameraPixels(photograph: Buffer): Promise<Buffer> {
  return sharp(photograph).resize(WIDTH_PX, HEIGHT_PX, { fit: 'cover', position: 'top' }).removeAlpha().raw().toBuffer();
}

export async function toJpeg(pixels: Buffer, quality = QUALITY): Promise<Buffer> {
  return sharp(pixels, { raw: { width: WIDTH_PX, height: HEIGHT_PX, channels: 3 } }).jpeg({ quality }).toBuffer();
}

/**
 * The same scene with whoever sits in the middle moved to the right: an ellipse with soft edges, in front of a background that stays where it is.
 */
export function moveMiddle(pixels: Buffer, byPx: number): Buffer {
  const moved = Buffer.alloc(pixels.length);
  for (let y = 0; y < HEIGHT_PX; y += 1) {
    for (let x = 0; x < WIDTH_PX; x += 1) {
      const distance = hypot((x - WIDTH_PX / 2) / (WIDTH_PX * 0.25), (y - HEIGHT_PX * 0.45) / (HEIGHT_PX * 0.4));
      const share = max(0, min(1, (1.3 - distance) / 0.4));
      const from = max(0, min(WIDTH_PX - 1.001, x - byPx * share));
      const left = floor(from);
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (y * WIDTH_PX + left) * 3 + channel;
        moved[(y * WIDTH_PX + x) * 3 + channel] = floor(0.5 + (pixels[at] ?? 0) * (1 - from + left) + (pixels[at + 3] ?? 0) * (from - left));
      }
    }
  }
  return moved;
}

/** The noise of a sensor: normally distributed (Box-Muller, over Knuth's linear congruential generator), the same for the same seed. */
export function withNoise(pixels: Buffer, sigma: number, seed: number): Buffer {
  const noise = noiseOf(seed, pixels.length);
  const noisy = Buffer.alloc(pixels.length);
  for (let index = 0; index < pixels.length; index += 1) noisy[index] = max(0, min(255, floor(0.5 + (pixels[index] ?? 0) + sigma * (noise[index] ?? 0))));
  return noisy;
}

const noises = new Map<number, Float32Array>();

function noiseOf(seed: number, length: number): Float32Array {
  const known = noises.get(seed);
  if (known?.length === length) return known;
  let state = seed;
  const uniform = (): number => {
    state = (imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  const noise = Float32Array.from({ length }, () => sqrt(-2 * log(uniform())) * cos(2 * PI * uniform()));
  noises.set(seed, noise);
  return noise;
}
