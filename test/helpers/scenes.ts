import sharp from 'sharp';
import { cropPhotograph, photographs, type PhotographName, type Region } from './photographs.ts';
import { readFile } from 'node:fs/promises';

/**
 * What a proctor's camera may show, made from the photographs. Portraits show face and shoulders of one person and no other face.
 *
 * | name | size in px | what is seen |
 * |---|---|---|
 * | personA | 530 × 670 | person A, frontal, smiling: the one to register |
 * | personAElsewhere | 570 × 720 | person A on another day: dim, laughing, head tilted by some 20° |
 * | personB … personF | | five other people, frontal |
 * | personInProfile | 800 × 1367 | one woman from the side, sitting; a small phone lies at the bottom left |
 * | personWithPhone | 860 × 640 | person E, and a lit phone on dark cloth to her right: assembled from two photographs |
 * | phone | 330 × 307 | a lit mobile phone on dark cloth, nobody |
 * | wineGlass | 250 × 320 | a wine glass before plaid cloth, nobody's face |
 * | cup | 260 × 330 | a hand holding a glass that detectors call a cup; no face |
 * | nobody | 480 × 260 | a dark door and a window: no person, no face, no object |
 * | nobodyBright | 640 × 160 | window blinds: no person, no face, no object |
 * | group | 1920 × 1537 | sample6: four people |
 * | twoPeople | 1060 × 700 | persons B and A side by side |
 */
export type SceneName =
  | 'personA'
  | 'personAElsewhere'
  | 'personB'
  | 'personC'
  | 'personD'
  | 'personE'
  | 'personF'
  | 'personInProfile'
  | 'personWithPhone'
  | 'phone'
  | 'wineGlass'
  | 'cup'
  | 'nobody'
  | 'nobodyBright'
  | 'group'
  | 'twoPeople';

const CROPS: Readonly<Record<Exclude<SceneName, 'group' | 'personWithPhone'>, readonly [PhotographName, Region]>> = {
  personA: ['sample3', { leftPx: 900, topPx: 90, widthPx: 530, heightPx: 670 }],
  personAElsewhere: ['sample1', { leftPx: 1230, topPx: 80, widthPx: 570, heightPx: 720 }],
  personB: ['sample3', { leftPx: 400, topPx: 180, widthPx: 530, heightPx: 600 }],
  personC: ['sample3', { leftPx: 1400, topPx: 170, widthPx: 400, heightPx: 590 }],
  personD: ['sample6', { leftPx: 130, topPx: 320, widthPx: 520, heightPx: 640 }],
  personE: ['sample6', { leftPx: 600, topPx: 180, widthPx: 440, heightPx: 640 }],
  personF: ['sample6', { leftPx: 1450, topPx: 110, widthPx: 360, heightPx: 590 }],
  personInProfile: ['sample2', { leftPx: 0, topPx: 0, widthPx: 800, heightPx: 1367 }],
  phone: ['sample2', { leftPx: 0, topPx: 1060, widthPx: 330, heightPx: 307 }],
  wineGlass: ['sample1', { leftPx: 230, topPx: 960, widthPx: 250, heightPx: 320 }],
  cup: ['sample3', { leftPx: 540, topPx: 720, widthPx: 260, heightPx: 330 }],
  nobody: ['sample3', { leftPx: 0, topPx: 0, widthPx: 480, heightPx: 260 }],
  nobodyBright: ['sample6', { leftPx: 410, topPx: 0, widthPx: 640, heightPx: 160 }],
  twoPeople: ['sample3', { leftPx: 370, topPx: 100, widthPx: 1060, heightPx: 700 }],
};

/** A scene as a JPEG, the same bytes every time. */
export async function scene(name: SceneName): Promise<Buffer> {
  if (name === 'group') return readFile((await photographs()).sample6);
  if (name === 'personWithPhone') return personWithPhone();
  return cropPhotograph(...CROPS[name]);
}

async function personWithPhone(): Promise<Buffer> {
  const [person, phone] = await Promise.all([scene('personE'), scene('phone')]);
  const enlargedPhone = await sharp(phone).resize({ width: 420, height: 390 }).toBuffer();
  return sharp({ create: { width: 860, height: 640, channels: 3, background: { r: 60, g: 56, b: 66 } } })
    .composite([
      { input: person, left: 0, top: 0 },
      { input: enlargedPhone, left: 440, top: 250 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer();
}
