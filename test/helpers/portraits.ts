import sharp, { type Sharp } from 'sharp';
import { cropPhotograph } from './photographs.ts';
import { scene } from './scenes.ts';

/**
 * Photographs that somebody might try to register, each with one thing wrong about it unless it says otherwise. Derived from the scenes; the same bytes
 * every time.
 *
 * | name | what is seen |
 * |---|---|
 * | inBackground | person A, and person B much smaller beside her: good |
 * | upright | person A on another day, her head turned upright: good |
 * | tilted | person A on another day, her head tilted by some 39° |
 * | small | person A, her face some 45 pixels large |
 * | blurred, dark, bright | person A |
 * | aside | a woman looking aside by some 35° |
 * | down | a woman looking down by some 27° |
 * | eyesClosed | a woman with her eyes cast down |
 * | masked | person A with a mask painted over mouth and nose |
 * | sunglasses | person A with dark glasses painted over her eyes |
 * | hopeless | the woman who looks aside, dark and blurred |
 */
export type PortraitName = 'inBackground' | 'upright' | 'tilted' | 'small' | 'blurred' | 'dark' | 'bright' | 'aside' | 'down' | 'eyesClosed' | 'masked' | 'sunglasses' | 'hopeless';

const GREY = '#888';

const MAKE: Readonly<Record<PortraitName, () => Promise<Buffer>>> = {
  inBackground: async () => {
    const other = await sharp(await scene('personB')).resize({ width: 180 }).toBuffer();
    return jpeg(sharp(await scene('personA')).extend({ right: 250, background: GREY }).composite([{ input: other, left: 560, top: 20 }]));
  },
  upright: async () => jpeg(sharp(await scene('personAElsewhere')).rotate(-22, { background: GREY })),
  tilted: () => scene('personAElsewhere'),
  small: async () => shrink(await scene('personA')),
  blurred: async () => jpeg(sharp(await scene('personA')).blur(6)),
  dark: async () => jpeg(sharp(await scene('personA')).linear(0.2, 0)),
  bright: async () => jpeg(sharp(await scene('personA')).linear(1.75, 0)),
  aside: () => cropPhotograph('sample5', { leftPx: 470, topPx: 280, widthPx: 420, heightPx: 560 }),
  down: () => cropPhotograph('sample2', { leftPx: 780, topPx: 130, widthPx: 420, heightPx: 480 }),
  eyesClosed: () => cropPhotograph('sample1', { leftPx: 700, topPx: 300, widthPx: 480, heightPx: 520 }),
  masked: () => paint('<path d="M185 300 Q262 270 345 320 L338 390 Q260 440 195 400 Z" fill="#bcd7e6"/>'),
  sunglasses: () =>
    paint(`<g transform="rotate(11 268 242)" fill="#111"><rect x="180" y="222" width="78" height="48" rx="20"/><rect x="282" y="222" width="78" height="48" rx="20"/><rect x="250" y="232" width="40" height="8"/></g>`),
  hopeless: async () => jpeg(sharp(await portrait('aside')).linear(0.3, 0).blur(2.5)),
};

export async function portrait(name: PortraitName): Promise<Buffer> {
  return MAKE[name]();
}

/** So that the face is some 45 pixels large, in a picture that is large enough. */
async function shrink(picture: Buffer): Promise<Buffer> {
  return jpeg(sharp(await sharp(picture).resize({ width: 85 }).toBuffer()).extend({ right: 100, bottom: 40, background: GREY }));
}

/** Person A, whose face is where these shapes are meant for. */
async function paint(shapes: string): Promise<Buffer> {
  const overlay = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="530" height="670">${shapes}</svg>`);
  return jpeg(sharp(await scene('personA')).composite([{ input: overlay }]));
}

function jpeg(picture: Sharp): Promise<Buffer> {
  return picture.jpeg({ quality: 92 }).toBuffer();
}
