import { readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { RatioBox } from '../../vision/geometry/box.ts';
import { COCO_CLASSES } from '../../vision/objects/coco-classes.ts';
import { EvaluationInputError } from '../errors.ts';
import { isFile, listPhotos } from './files.ts';
import type { FileRemark } from './remarks.ts';

export interface LabelledObject {
  /** As the data set calls it. */
  readonly className: string;
  readonly box: RatioBox;
}

export interface ObjectPhoto {
  readonly file: string;
  readonly objects: readonly LabelledObject[];
}

export interface ObjectData {
  readonly dir: string;
  readonly photos: readonly ObjectPhoto[];
  readonly leftOut: readonly FileRemark[];
}

const IMAGES = 'images';
const LABELS = 'labels';
const CLASSES = 'classes.txt';

/** What a box may reach over the edge by, for labels are rounded. */
const ROUNDING = 0.01;

/**
 * Photos and boxes in YOLO's form: images/NAME.jpg, labels/NAME.txt, a line `class centre-x centre-y width height` for each object, ratios
 * of the image. The class is a number into classes.txt (one name a line) or, without it, into the 80 classes of COCO. A photo without
 * objects has an empty file: one without a file is left out, for nobody knows what is on it.
 *
 * @throws EvaluationInputError
 */
export async function readObjectData(dir: string): Promise<ObjectData> {
  const names = await listPhotos(join(dir, IMAGES));
  const classes = await readClasses(join(dir, CLASSES));
  const photos: ObjectPhoto[] = [];
  const leftOut: FileRemark[] = [];
  for (const name of names) {
    const labels = join(dir, LABELS, `${parse(name).name}.txt`);
    if (await isFile(labels)) photos.push({ file: `${IMAGES}/${name}`, objects: readLabels(await readFile(labels, 'utf8'), labels, classes) });
    else leftOut.push({ file: `${IMAGES}/${name}`, remark: 'has no label file' });
  }
  if (photos.length === 0) throw new EvaluationInputError(`${join(dir, LABELS)} has no label file for any photo of ${join(dir, IMAGES)}.`);
  return { dir, photos, leftOut };
}

async function readClasses(path: string): Promise<readonly string[]> {
  if (!(await isFile(path))) return COCO_CLASSES;
  return (await readFile(path, 'utf8')).split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

function readLabels(text: string, path: string, classes: readonly string[]): LabelledObject[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `${path}:${index + 1}`;
    const fields = line.trim().split(/\s+/).map(Number);
    const [classNumber, x, y, width, height] = fields;
    if (fields.length !== 5 || fields.some((field) => !Number.isFinite(field)) || x === undefined || y === undefined || width === undefined || height === undefined) {
      throw new EvaluationInputError(`${place}: five numbers are wanted: class, centre x, centre y, width, height.`);
    }
    const className = classes[classNumber ?? -1];
    if (className === undefined) throw new EvaluationInputError(`${place}: there is no class ${String(classNumber)} among ${classes.length}.`);
    const box = { left: x - width / 2, top: y - height / 2, width, height };
    if (width <= 0 || height <= 0 || box.left < -ROUNDING || box.top < -ROUNDING || box.left + width > 1 + ROUNDING || box.top + height > 1 + ROUNDING) {
      throw new EvaluationInputError(`${place}: the box must lie in the image, in ratios of its width and height.`);
    }
    return [{ className, box }];
  });
}
