import type { PixelBox } from '../geometry/box.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import type { VisionMode } from '../vision-mode.ts';
import type { ObjectDetectorName } from './calibration.ts';
import { CenterNet } from './centernet.ts';
import { CocoSsd } from './coco-ssd.ts';
import { DETECTORS_OF_MODE } from './detectors-of-mode.ts';
import { fitRegion, type FittedInput } from './fitted-input.ts';
import { NanoDet } from './nanodet.ts';
import type { ObjectCandidate } from './object-candidate.ts';
import { SECOND_LOOK, SECOND_LOOK_SIDE_PX } from './second-look.ts';

/** The side of the input that the image's longer side fills: a webcam's own resolution, or two thirds of it. */
const CENTERNET_SIDE_PX: Readonly<Record<VisionMode, number>> = { accurate: 640, fast: 448 };
/** At 512 it takes two thirds of the time and is as good on average, but counts somebody twice in a crowd. */
const NANODET_SIDE_PX = 640;

interface ObjectDetector {
  detect(image: Pyramid, region?: FittedInput): Promise<ObjectCandidate[]>;
  release(): Promise<void>;
}

/** The detectors of one mode. */
export class ObjectDetectors {
  readonly #detectors: ReadonlyMap<ObjectDetectorName, ObjectDetector>;
  readonly #mode: VisionMode;

  private constructor(detectors: ReadonlyMap<ObjectDetectorName, ObjectDetector>, mode: VisionMode) {
    this.#detectors = detectors;
    this.#mode = mode;
  }

  static async load(models: ModelFiles, mode: VisionMode): Promise<ObjectDetectors> {
    const load: Readonly<Record<ObjectDetectorName, () => Promise<ObjectDetector>>> = {
      'coco-ssd': () => CocoSsd.load(models['coco-ssd'], models['coco-ssd-anchors']),
      centernet: () => CenterNet.load(models.centernet, CENTERNET_SIDE_PX[mode]),
      nanodet: () => NanoDet.load(models.nanodet, NANODET_SIDE_PX),
    };
    const detectors = new Map<ObjectDetectorName, ObjectDetector>();
    for (const name of DETECTORS_OF_MODE[mode]) detectors.set(name, await load[name]());
    return new ObjectDetectors(detectors, mode);
  }

  /** @throws RangeError when the mode does without this detector */
  detect(image: Pyramid, name: ObjectDetectorName): Promise<ObjectCandidate[]> {
    return this.#detector(name).detect(image);
  }

  /** What is seen in a region of the image that is looked at from closer by: see second-look.ts. */
  lookCloser(image: Pyramid, region: PixelBox): Promise<ObjectCandidate[]> {
    return this.#detector(SECOND_LOOK[this.#mode].detector).detect(image, fitRegion(region, SECOND_LOOK_SIDE_PX));
  }

  async release(): Promise<void> {
    await Promise.all([...this.#detectors.values()].map((detector) => detector.release()));
  }

  #detector(name: ObjectDetectorName): ObjectDetector {
    const detector = this.#detectors.get(name);
    if (!detector) throw new RangeError(`Detector ${name} is not loaded`);
    return detector;
  }
}
