import { COCO_SSD, FACE_API, FACEPLUGIN, HUMAN, HUMAN_MODELS, NSFWJS, type PinnedPackage } from './packages.ts';

/** The length of one axis; `N` is a batch of any size, `H` and `W` the height and width of the input where they may be any. */
export type Dimension = number | 'N' | 'H' | 'W' | `${'H' | 'W'}/${number}`;

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
  /** Output names of the prepared model → nodes of the graph. */
  readonly outputNodes: Readonly<Record<string, string>>;
  /** Outputs are batch, channels, height, width. Else they keep the graph's order of axes (channels last). */
  readonly channelsFirstOutputs?: true;
  /** The graph was made from another framework's and has its input as channels, height, width. */
  readonly channelsFirst?: true;
  /** Given when the prepared model takes inputs of any height and width: the height and width that the graph was written for. */
  readonly writtenForPx?: readonly [number, number];
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

/** A list of Keras's layers, likewise wrapped in JavaScript files of nsfwjs; a layer's value is a node of the layer's name. */
export interface NsfwjsLayersArtifact extends ModelBase {
  readonly form: 'nsfwjs-layers';
  readonly cut: GraphCut;
}

/** The weights of a network of face-api: manifest and weight file. The graph itself is code in face-api, and here. */
export interface FaceApiArtifact extends ModelBase {
  readonly form: 'face-api';
}

/** The weights of face-api's recognition network, which is built otherwise than its other ones. */
export interface FaceApiRecognitionArtifact extends ModelBase {
  readonly form: 'face-api-recognition';
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
  | NsfwjsLayersArtifact
  | FaceApiArtifact
  | FaceApiRecognitionArtifact
  | TfjsWeightArtifact;

const COCO_SSD_SOURCES = [
  'models/coco-ssd/model.json',
  'models/coco-ssd/group1-shard1of5',
  'models/coco-ssd/group1-shard2of5',
  'models/coco-ssd/group1-shard3of5',
  'models/coco-ssd/group1-shard4of5',
  'models/coco-ssd/group1-shard5of5',
] as const;

const LOGITS_AND_DISTANCES =
  "logits of the 80 COCO classes, then for the left, top, right and bottom side 11 logits of its distance from the cell's centre: 0 to 10 strides";

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
  /** dlib's ResNet: runs in place of face-embedding where the settings say so. */
  'face-embedding-dlib': {
    form: 'face-api-recognition',
    package: FACE_API,
    sources: ['model/face_recognition_model-weights_manifest.json', 'model/face_recognition_model.bin'],
    input: { shape: ['N', 3, 150, 150], meaning: 'a face aligned as dlib does, RGB, (x − [122.782, 117.001, 104.298]) / 255' },
    outputs: { descriptor: { shape: ['N', 128], meaning: 'place in face space, not normalised: compare by distance or by cosine' } },
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
    form: 'face-api',
    package: FACE_API,
    sources: ['model/face_landmark_68_model-weights_manifest.json', 'model/face_landmark_68_model.bin'],
    input: { shape: ['N', 3, 112, 112], meaning: 'a face in its box, RGB, (x − [122.782, 117.001, 104.298]) / 255' },
    outputs: { landmarks: { shape: ['N', 136], meaning: '68 times [x, y] as ratios of the input, in the order of iBUG 300-W' } },
  },
  /** Three classifiers over the angle, 3 degrees a bin. */
  'head-pose': {
    form: 'onnx',
    package: FACEPLUGIN,
    sources: ['model/fr_pose.onnx'],
    input: { shape: [1, 3, 224, 224], meaning: 'a face and what is around it, not turned, RGB, (x / 255 − [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]' },
    outputs: {
      output: { shape: [1, 66], meaning: "logits of the yaw: bin n is 3 n − 99 degrees, positive to the image's left" },
      '617': { shape: [1, 66], meaning: 'the same of the pitch, positive up' },
      '618': { shape: [1, 66], meaning: 'the same of the roll, positive clockwise' },
    },
  },
  /** Runs only for who asks for Smile or Emotions. */
  emotion: {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/emotion.json', 'models/emotion.bin'],
    cut: { inputNode: 'input_1', outputNodes: { probabilities: 'Identity' } },
    input: { shape: ['N', 1, 64, 64], meaning: 'a face, upright, grey, x · 2 / 255 − 1' },
    outputs: { probabilities: { shape: ['N', 7], meaning: 'of [angry, disgusted, fearful, happy, sad, surprised, neutral]; they add up to 1' } },
  },
  /** Runs only for who asks for Smile or Emotions. */
  'face-expression': {
    form: 'face-api',
    package: FACE_API,
    sources: ['model/face_expression_model-weights_manifest.json', 'model/face_expression_model.bin'],
    input: { shape: ['N', 3, 112, 112], meaning: 'a face in its box, RGB, (x − [122.782, 117.001, 104.298]) / 255' },
    outputs: { logits: { shape: ['N', 7], meaning: 'of [neutral, happy, sad, angry, fearful, disgusted, surprised]: take the softmax' } },
  },
  /** Runs only for who asks for AgeRange or Gender. */
  'age-gender': {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/faceres.json', 'models/faceres.bin'],
    cut: { inputNode: 'input_1', outputNodes: { age: 'age_pred/Softmax', male: 'gender_pred/Sigmoid' } },
    input: { shape: ['N', 3, 224, 224], meaning: 'a face and some of its surroundings, upright, BGR, x − [103.939, 116.779, 123.68]' },
    outputs: {
      age: { shape: ['N', 100], meaning: 'probability of each year of age; they add up to 1' },
      male: { shape: ['N', 1], meaning: 'probability that the face looks like a man' },
    },
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
  /** NanoDet-g, cut before its own decoding. */
  nanodet: {
    form: 'tfjs-graph',
    package: HUMAN_MODELS,
    sources: ['models/nanodet.json', 'models/nanodet.bin'],
    cut: {
      inputNode: 'input_1',
      outputNodes: { stride8: 'PartitionedCall/Add_29', stride16: 'PartitionedCall/Add_33', stride32: 'PartitionedCall/Add_37' },
      channelsFirst: true,
      channelsFirstOutputs: true,
      writtenForPx: [416, 416],
    },
    input: { shape: ['N', 3, 'H', 'W'], meaning: 'the frame, sides multiples of 32, BGR, (x − [103.53, 116.28, 123.675]) / [57.375, 57.12, 58.395]' },
    outputs: {
      stride8: { shape: ['N', 124, 'H/8', 'W/8'], meaning: LOGITS_AND_DISTANCES },
      stride16: { shape: ['N', 124, 'H/16', 'W/16'], meaning: LOGITS_AND_DISTANCES },
      stride32: { shape: ['N', 124, 'H/32', 'W/32'], meaning: LOGITS_AND_DISTANCES },
    },
  },
  /** CenterNet on MobileNet v3, cut before its own peak search. */
  centernet: {
    form: 'tfjs-graph',
    package: HUMAN,
    sources: ['models/centernet.json', 'models/centernet.bin'],
    cut: { inputNode: 'tower_0/images', outputNodes: { wh: 'tower_0/wh', keypoints: 'tower_0/keypoints' }, channelsFirstOutputs: true, writtenForPx: [512, 512] },
    input: { shape: ['N', 3, 'H', 'W'], meaning: 'the frame, sides multiples of 32, RGB, 0 to 255' },
    outputs: {
      wh: { shape: ['N', 4, 'H/4', 'W/4'], meaning: 'pixels of the input from the cell (4 · column, 4 · row) to [left, top, right, bottom]' },
      keypoints: { shape: ['N', 80, 'H/4', 'W/4'], meaning: "probability that one of the 80 COCO classes, in COCO's order, is centred in the cell" },
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
  'nsfw-inception-v3': {
    form: 'nsfwjs-layers',
    package: NSFWJS,
    sources: [
      'dist/models/inception_v3/model.min.js',
      'dist/models/inception_v3/group1-shard1of6.min.js',
      'dist/models/inception_v3/group1-shard2of6.min.js',
      'dist/models/inception_v3/group1-shard3of6.min.js',
      'dist/models/inception_v3/group1-shard4of6.min.js',
      'dist/models/inception_v3/group1-shard5of6.min.js',
      'dist/models/inception_v3/group1-shard6of6.min.js',
    ],
    cut: { inputNode: 'input_1', outputNodes: { probabilities: 'dense_3' } },
    input: { shape: ['N', 3, 299, 299], meaning: 'the frame stretched to a square, RGB, x / 255' },
    outputs: { probabilities: { shape: ['N', 5], meaning: 'of [drawing, hentai, neutral, porn, sexy]; they add up to 1' } },
  },
} as const satisfies Readonly<Record<string, Artifact>>;

/** Prepared files are named by this. */
export type ArtifactName = keyof typeof MANIFEST;
