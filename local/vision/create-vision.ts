import { availableParallelism } from 'node:os';
import { type CachedImage, type CacheLimits, ImageCache } from './engine/image-cache.ts';
import type { TaskResults, VisionTask } from './engine/tasks.ts';
import { WorkerPool } from './engine/worker-pool.ts';
import { VisionClosedError, VisionOverloadedError } from './errors.ts';
import type { DetectedFace } from './faces/detected-face.ts';
import type { FaceTrait } from './faces/face-traits.ts';
import { pickTraits, traitFamilies } from './faces/trait-estimator.ts';
import { DEFAULT_EMBEDDER, type EmbedderName, EMBEDDERS } from './faces/embedders.ts';
import type { SimilarityScale } from './faces/similarity.ts';
import { type PixelBox, type RatioBox, toRatioBox } from './geometry/box.ts';
import { readModelVersions } from './model-versions.ts';
import type { ModelFiles } from './models/prepare-models.ts';
import type { ModerationScores } from './moderation/moderation.ts';
import { DETECTORS_OF_MODE } from './objects/detectors-of-mode.ts';
import { type Findings, fuseObjects, type FusedObject } from './objects/object-fusion.ts';
import { supportPeopleByFaces } from './objects/person-fusion.ts';
import { afterSecondLook, phoneInDoubt, regionAround } from './objects/second-look.ts';
import type { VisionMode } from './vision-mode.ts';
import type { DetectedObject, FaceAnalysis, ModelVersions, Vision } from './vision.ts';

export interface VisionProps {
  /** As `prepareModels` gives them. */
  readonly modelFiles: ModelFiles;
  /** What turns faces into vectors. Those of one embedder cannot be compared with those of another. Default `DEFAULT_EMBEDDER`. */
  readonly embedder?: EmbedderName;
  /** What looks for objects. Default `accurate`. */
  readonly mode?: VisionMode;
  /** Two at least serve a frame best: faces on one, objects on the other. Each holds all models: some 180 MB. Default: the cores, 2 to 4. */
  readonly threads?: number;
  /** Analyses that may be waiting or under way; the next one is refused. A frame is four. Default 64. */
  readonly maxPending?: number;
  /** Default 16 images, 64 MiB of pixels. */
  readonly cache?: CacheLimits;
}

const DEFAULT_MODE: VisionMode = 'accurate';
const DEFAULT_MAX_PENDING = 64;
const DEFAULT_CACHE: CacheLimits = { maxImages: 16, maxBytes: 64 * 1024 * 1024 };

/** What is less sure than this is noise. */
const MIN_OBJECT_PROBABILITY = 0.01;

/**
 * Starts the engine; resolves when its threads have loaded and tried every model, so that the first frame is as quick as the next.
 *
 * @example
 * const vision = await createVision({ modelFiles: await prepareModels({ cacheDir: MODELS_CACHE_DIR }) });
 * const { faces } = await vision.detectFaces(await readFile('portrait.jpg'));
 * @throws VisionWorkerError when a model cannot be loaded; an error of the file system when its file cannot be read
 */
export async function createVision(props: VisionProps): Promise<Vision> {
  const threads = props.threads ?? Math.min(4, Math.max(2, availableParallelism()));
  const mode = props.mode ?? DEFAULT_MODE;
  const embedder = props.embedder ?? DEFAULT_EMBEDDER;
  const modelVersions = await readModelVersions(props.modelFiles, mode, embedder);
  return new OnnxVision(await WorkerPool.start({ modelFiles: props.modelFiles, embedder, mode }, { threads }), modelVersions, { ...props, mode });
}

class OnnxVision implements Vision {
  readonly modelVersions: ModelVersions;
  readonly similarity: SimilarityScale;
  readonly #pool: WorkerPool;
  readonly #cache: ImageCache;
  readonly #maxPending: number;
  readonly #mode: VisionMode;
  #pending = 0;
  #closed = false;

  constructor(pool: WorkerPool, modelVersions: ModelVersions, props: VisionProps & { readonly mode: VisionMode }) {
    this.#pool = pool;
    this.modelVersions = modelVersions;
    this.similarity = EMBEDDERS[props.embedder ?? DEFAULT_EMBEDDER].similarity;
    this.#mode = props.mode;
    this.#cache = new ImageCache(props.cache ?? DEFAULT_CACHE);
    this.#maxPending = props.maxPending ?? DEFAULT_MAX_PENDING;
  }

  detectFaces(bytes: Uint8Array, traits: readonly FaceTrait[] = []): Promise<FaceAnalysis> {
    return this.#admit(bytes, async (image) => {
      const { widthPx, heightPx } = await image.decoded;
      return { widthPx, heightPx, faces: await this.#withTraits(image, await this.#faces(image), traits) };
    });
  }

  embedFaces(bytes: Uint8Array, faceIndexes: readonly number[]): Promise<readonly Float32Array[]> {
    return this.#admit(bytes, async (image) => {
      const faces = await this.#faces(image);
      return Promise.all(faceIndexes.map((index) => this.#embedding(image, index, faces[index])));
    });
  }

  detectObjects(bytes: Uint8Array): Promise<readonly DetectedObject[]> {
    return this.#admit(bytes, (image) => image.once('fused objects', () => this.#fusedObjects(image)));
  }

  detectModeration(bytes: Uint8Array): Promise<ModerationScores> {
    return this.#admit(bytes, (image) => image.once('moderation', () => this.#run(image, { kind: 'moderation' })));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.close();
  }

  /** Refuses what would wait too long, rather than letting everybody wait longer and longer. */
  async #admit<T>(bytes: Uint8Array, analyse: (image: CachedImage) => Promise<T>): Promise<T> {
    if (this.#closed) throw new VisionClosedError();
    if (this.#pending >= this.#maxPending) throw new VisionOverloadedError(this.#maxPending);
    this.#pending += 1;
    try {
      return await this.#cache.use(bytes, analyse);
    } finally {
      this.#pending -= 1;
    }
  }

  async #run<T extends VisionTask>(image: CachedImage, task: T): Promise<TaskResults[T['kind']]> {
    const { raster } = await image.decoded;
    return this.#pool.run({ imageNumber: image.number, raster, task });
  }

  #faces(image: CachedImage): Promise<readonly DetectedFace[]> {
    return image.once('faces', () => this.#run(image, { kind: 'faces' }));
  }

  #embedding(image: CachedImage, index: number, face: DetectedFace | undefined): Promise<Float32Array> {
    if (!face) throw new RangeError(`The image has no face ${index}`);
    return image.once(`embedding ${index}`, () => this.#run(image, { kind: 'embedding', crop: face.alignedCrop }));
  }

  /** A family of traits is told once, of all faces of the image. */
  async #withTraits(image: CachedImage, faces: readonly DetectedFace[], traits: readonly FaceTrait[]): Promise<readonly DetectedFace[]> {
    if (faces.length === 0 || traits.length === 0) return faces;
    const families = [...traitFamilies(traits)].map((family) =>
      image.once(`traits ${family}`, () => this.#run(image, { kind: 'traits', family, faces: faces.map((face) => face.traitBasis) })),
    );
    const told = await Promise.all(families);
    return faces.map((face, index) => told.reduce<DetectedFace>((known, family) => ({ ...known, ...pickTraits(family[index] ?? {}, traits) }), face));
  }

  async #fusedObjects(image: CachedImage): Promise<readonly DetectedObject[]> {
    const [{ raster }, faces, findings] = await Promise.all([image.decoded, this.#faces(image), this.#findings(image)]);
    const { widthPx, heightPx } = raster;
    const objects = await this.#withSecondLook(image, fuseObjects(this.#mode, findings), widthPx, heightPx);
    const evidence = faces.map((face) => ({ box: toPixelBox(face.box, widthPx, heightPx), probability: face.confidencePercent / 100 }));
    return supportPeopleByFaces(objects, evidence, widthPx, heightPx)
      .filter((object) => object.probability >= MIN_OBJECT_PROBABILITY)
      .toSorted((a, b) => b.probability - a.probability)
      .map(({ name, box, probability }) => ({ name, box: toRatioBox(box, widthPx, heightPx), confidencePercent: 100 * probability }));
  }

  /** Costs nothing where nothing is like a phone, or is one beyond doubt. */
  async #withSecondLook(image: CachedImage, objects: readonly FusedObject[], widthPx: number, heightPx: number): Promise<readonly FusedObject[]> {
    const doubtful = phoneInDoubt(objects);
    if (!doubtful) return objects;
    const seen = await this.#run(image, { kind: 'second-look', region: regionAround(doubtful.box, this.#mode, widthPx, heightPx) });
    return objects.map((object) => (object === doubtful ? afterSecondLook(doubtful, seen, this.#mode) : object));
  }

  /** One task a detector, so that they spread over the threads. */
  async #findings(image: CachedImage): Promise<Findings> {
    const found = await Promise.all(
      DETECTORS_OF_MODE[this.#mode].map(async (detector) => [detector, await this.#run(image, { kind: 'objects', detector })] as const),
    );
    return Object.fromEntries(found);
  }
}

function toPixelBox(box: RatioBox, widthPx: number, heightPx: number): PixelBox {
  return { left: box.left * widthPx, top: box.top * heightPx, right: (box.left + box.width) * widthPx, bottom: (box.top + box.height) * heightPx };
}
