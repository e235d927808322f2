import { COCO_SSD, FACE_API, FACEPLUGIN, HUMAN, NSFWJS, type PinnedPackage } from './packages.ts';

/** The length of one axis; `N` is a batch of any size. */
export type Dimension = number | 'N';

/** One tensor of a prepared model: float32. */
export interface TensorSpec {
  readonly shape: readonly Dimension[];
  /** What the values are, and for an input how pixels become them. */
  readonly meaning: string;
}

interface ArtifactBase {
  readonly package: PinnedPackage;
  /** Paths in the package: the model first, then its weights in their order. */
  readonly sources: readonly [string, ...string[]];
}

interface ModelBase extends ArtifactBase {
  /** Always named `input`, always NCHW. */
  readonly input: TensorSpec;
  /** By the name they have in the prepared model. */
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

/** Ready as it is. */
export interface OnnxArtifact extends ModelBase {
  readonly form: 'onnx';
}

/** Where a TensorFlow.js graph is cut: node names of the graph. */
export interface GraphCut {
  /** The node whose value becomes `input`. */
  readonly inputNode: string;
  /** Output names of the prepared model → nodes of the graph. Outputs keep the graph's order of axes (channels last). */
  readonly outputNodes: Readonly<Record<string, string>>;
}

/** A TensorFlow.js graph model: model.json and its weights. */
export interface TfjsGraphArtifact extends ModelBase {
  readonly form: 'tfjs-graph';
  readonly cut: GraphCut;
}

/** The same, wrapped in JavaScript files of nsfwjs: the graph as an object, the weights in base64. */
export interface NsfwjsGraphArtifact extends ModelBase {
  readonly form: 'nsfwjs-graph';
  readonly cut: GraphCut;
}

/** The weights of face-api's 68-point landmark network: manifest and weight file. The graph itself is code in face-api, and here. */
export interface FaceApiLandmarksArtifact extends ModelBase {
  readonly form: 'face-api-landmarks';
}

/** One weight of a TensorFlow.js graph model as a bare file of little-endian float32. */
export interface TfjsWeightArtifact extends ArtifactBase {
  readonly form: 'tfjs-weight';
  readonly weight: string;
  readonly value: TensorSpec;
}

export type Artifact =
  | OnnxArtifact
  | TfjsGraphArtifact
  | NsfwjsGraphArtifact
  | FaceApiLandmarksArtifact
  | TfjsWeightArtifact;

const COCO_SSD_SOURCES = [
  'models/coco-ssd/model.json',
  'models/coco-ssd/group1-shard1of5',
  'models/coco-ssd/group1-shard2of5',
  'models/coco-ssd/group1-shard3of5',
  'models/coco-ssd/group1-shard4of5',
  'models/coco-ssd/group1-shard5of5',
] as const;

/**
 * Every model that Invigil runs, and where it comes from. Another model is another entry; where it needs an operator that the
 * converter does not know, preparing it says which one, and that operator joins its family in tfjs-to-onnx/operators/.
 */
export const MANIFEST = {
  /** UltraFace RFB-320. */
  'face-detector': {
    form: 'onnx',
    package: FACEPLUGIN,
    sources: ['model/fr_detect.onnx'],
    input: { shape: [1, 3, 240, 320], meaning: 'the frame in 320 × 240, RGB, (x − 127) / 128' },
    outputs: {
      scores: { shape: [1, 4420, 2], meaning: 'probability of [background, face]' },
      boxes: { shape: [1, 4420, 4], meaning: '[left, top, right, bottom] as ratios of the input, already decoded; overlapping' },
    },
  },
  'face-embedding': {
    form: 'onnx',
    package: FACEPLUGIN,
    sources: ['model/fr_feature.onnx'],
    input: { shape: [1, 3, 112, 112], meaning: 'a face aligned to the five ArcFace points, BGR, (x − 127) / 128' },
    outputs: { output: { shape: [1, 512], meaning: 'direction in face space, not normalised: compare by cosine' } },
  },
  'eye-state': {
    form: 'onnx',
    package: FACEPLUGIN,
    sources: ['model/fr_eye.onnx'],
    input: { shape: [1, 1, 24, 24], meaning: 'one eye, grey, x / 255' },
    outputs: { output: { shape: [1, 2], meaning: 'logits of [closed, open]: take the softmax' } },
  },
  /** MediaPipe's 468 points. */
  'face-mesh': {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/facemesh.json', 'models/facemesh.bin'],
    cut: { inputNode: 'input_1', outputNodes: { landmarks: 'Identity_2', score: 'Identity_1' } },
    input: { shape: ['N', 3, 192, 192], meaning: 'a face, upright, 1.5 times as large as its box, RGB, x / 255' },
    outputs: {
      landmarks: { shape: ['N', 1404], meaning: '468 times [x, y, z] in pixels of the input; z < 0 is nearer' },
      score: { shape: ['N', 1], meaning: 'probability that this is a face' },
    },
  },
  /** MediaPipe's contour of one eye and of its iris. */
  iris: {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/iris.json', 'models/iris.bin'],
    cut: { inputNode: 'input_1', outputNodes: { landmarks: 'Identity' } },
    input: {
      shape: ['N', 3, 64, 64],
      meaning: "the eye at the image's left, or the other one mirrored, 2.3 times as large as its box, RGB, x / 255",
    },
    outputs: {
      landmarks: {
        shape: ['N', 1, 1, 228],
        meaning: '76 times [x, y, z] in pixels of the input: 71 of the eye and its brow, then 5 of the iris, its centre first',
      },
    },
  },
  'face-landmarks-68': {
    form: 'face-api-landmarks',
    package: FACE_API,
    sources: ['model/face_landmark_68_model-weights_manifest.json', 'model/face_landmark_68_model.bin'],
    input: { shape: ['N', 3, 112, 112], meaning: 'a face in its box, RGB, (x − [122.782, 117.001, 104.298]) / 255' },
    outputs: { landmarks: { shape: ['N', 136], meaning: '68 times [x, y] as ratios of the input, in the order of iBUG 300-W' } },
  },
  /** SSDLite on MobileNet v2, cut before its own decoding. */
  'coco-ssd': {
    form: 'tfjs-graph',
    package: COCO_SSD,
    sources: COCO_SSD_SOURCES,
    cut: { inputNode: 'Preprocessor/sub', outputNodes: { boxes: 'Squeeze', scores: 'Postprocessor/convert_scores' } },
    input: { shape: ['N', 3, 300, 300], meaning: 'the frame stretched to a square, RGB, x · 2 / 255 − 1' },
    outputs: {
      boxes: {
        shape: ['N', 1917, 4],
        meaning: '[y, x, height, width] against the anchor: 0.1 · y · its height + its centre; exp(0.2 · height) · its height',
      },
      scores: { shape: ['N', 1917, 91], meaning: 'probability of each COCO class id, 0 being the background; each on its own' },
    },
  },
  'coco-ssd-anchors': {
    form: 'tfjs-weight',
    package: COCO_SSD,
    sources: COCO_SSD_SOURCES,
    weight: 'Postprocessor/ExpandDims',
    value: { shape: [1917, 4], meaning: '[top, left, bottom, right] as ratios of the input' },
  },
  /** CenterNet on MobileNet v3, cut before its own peak search. */
  centernet: {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/centernet.json', 'models/centernet.bin'],
    cut: { inputNode: 'tower_0/images', outputNodes: { wh: 'tower_0/wh', keypoints: 'tower_0/keypoints' } },
    input: { shape: ['N', 3, 512, 512], meaning: 'the frame letterboxed, RGB, 0 to 255' },
    outputs: {
      wh: { shape: ['N', 128, 128, 4], meaning: 'pixels of the input from the cell (4 · column, 4 · row) to [left, top, right, bottom]' },
      keypoints: { shape: ['N', 128, 128, 80], meaning: "probability that one of the 80 COCO classes, in COCO's order, is centred in the cell" },
    },
  },
  'nsfw-mobilenet-v2-mid': {
    form: 'nsfwjs-graph',
    package: NSFWJS,
    sources: [
      'dist/models/mobilenet_v2_mid/model.min.js',
      'dist/models/mobilenet_v2_mid/group1-shard1of2.min.js',
      'dist/models/mobilenet_v2_mid/group1-shard2of2.min.js',
    ],
    cut: { inputNode: 'input', outputNodes: { probabilities: 'Identity' } },
    input: { shape: ['N', 3, 224, 224], meaning: 'the frame stretched to a square, RGB, x / 255' },
    outputs: { probabilities: { shape: ['N', 5], meaning: 'of [drawing, hentai, neutral, porn, sexy]; they add up to 1' } },
  },
} as const satisfies Readonly<Record<string, Artifact>>;

/** Prepared files are named by this. */
export type ArtifactName = keyof typeof MANIFEST;
