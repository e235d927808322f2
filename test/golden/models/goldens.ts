/** What is kept of one output: enough to notice any change of it. */
export interface OutputSummary {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Single values by their index. */
  readonly samples: readonly (readonly [index: number, value: number])[];
}

export interface Golden {
  /** Lowest and highest value of the test pattern that was the input. */
  readonly inputRange: readonly [number, number];
  readonly outputs: Readonly<Record<string, OutputSummary>>;
}

/**
 * What the models answer to `testPattern`, computed on 2026-11-21 from the same weights by TensorFlow.js 4.22.0 (cpu backend), run to
 * the nodes where the manifest cuts; for face-landmarks-68 and face-embedding-dlib by @vladmandic/face-api 1.7.15 itself.
 */
export const GOLDENS = {
  'face-mesh': {
    inputRange: [0, 1],
    outputs: {
      landmarks: {
        shape: [1, 1404],
        mean: 61.5952,
        standardDeviation: 50.73121,
        minimum: -26.60829,
        maximum: 159.6385,
        samples: [[129, 66.72992], [480, 49.98388], [831, 95.72131], [1182, 129.2934]],
      },
      score: {
        shape: [1, 1],
        mean: 0.0005491124,
        standardDeviation: 0,
        minimum: 0.0005491124,
        maximum: 0.0005491124,
        samples: [[0, 0.0005491124], [0, 0.0005491124], [0, 0.0005491124], [0, 0.0005491124]],
      },
    },
  },
  iris: {
    inputRange: [0, 1],
    outputs: {
      landmarks: {
        shape: [1, 1, 1, 228],
        mean: 21.42752,
        standardDeviation: 18.13555,
        minimum: -21.23411,
        maximum: 49.81077,
        samples: [[21, 39.4854], [78, 26.8519], [135, 35.1501], [192, 23.06629]],
      },
    },
  },
  'face-landmarks-68': {
    inputRange: [-0.5, 0.6],
    outputs: {
      landmarks: {
        shape: [1, 136],
        mean: 0.5204515,
        standardDeviation: 0.06899934,
        minimum: 0.2744237,
        maximum: 0.7020305,
        samples: [[12, 0.7020305], [46, 0.4786635], [80, 0.4744728], [114, 0.6177636]],
      },
    },
  },
  'face-embedding-dlib': {
    inputRange: [-0.5, 0.6],
    outputs: {
      descriptor: {
        shape: [1, 128],
        mean: -0.004034437,
        standardDeviation: 0.1133001,
        minimum: -0.2759725,
        maximum: 0.4007182,
        samples: [[12, -0.21003], [44, 0.1287208], [76, 0.4007182], [108, 0.0132622]],
      },
    },
  },
  emotion: {
    inputRange: [-1, 1],
    outputs: {
      probabilities: {
        shape: [1, 7],
        mean: 0.1428571,
        standardDeviation: 0.2282335,
        minimum: 0.003738363,
        maximum: 0.6840217,
        samples: [[1, 0.008152496], [2, 0.003738363], [4, 0.6840217], [5, 0.005932026]],
      },
    },
  },
  'age-gender': {
    inputRange: [-110, 130],
    outputs: {
      age: {
        shape: [1, 100],
        mean: 0.01,
        standardDeviation: 0.01092157,
        minimum: 0.0005409365,
        maximum: 0.0376409,
        samples: [[20, 0.02966509], [40, 0.01651446], [60, 0.004859823], [80, 0.0008489733]],
      },
      male: {
        shape: [1, 1],
        mean: 0.8209203,
        standardDeviation: 0,
        minimum: 0.8209203,
        maximum: 0.8209203,
        samples: [[0, 0.8209203], [0, 0.8209203], [0, 0.8209203], [0, 0.8209203]],
      },
    },
  },
  'coco-ssd': {
    inputRange: [-1, 1],
    outputs: {
      boxes: {
        shape: [1, 1917, 4],
        mean: -0.2526319,
        standardDeviation: 1.569631,
        minimum: -14.60011,
        maximum: 4.244583,
        samples: [[709, 0.480444], [2626, -0.1619776], [4543, 1.260559], [6460, -1.142828]],
      },
      scores: {
        shape: [1, 1917, 91],
        mean: 0.01089291,
        standardDeviation: 0.1009953,
        minimum: 1.128579e-09,
        maximum: 0.9997661,
        samples: [[16136, 2.166671e-06], [59748, 0.00292231], [103359, 4.413073e-07], [146971, 6.689133e-05]],
      },
    },
  },
  nanodet: {
    inputRange: [-2, 2.5],
    outputs: {
      stride8: {
        shape: [1, 52, 52, 124],
        mean: -3.414355,
        standardDeviation: 2.620416,
        minimum: -6.928001,
        maximum: 4.244012,
        samples: [[41913, -4.958126], [125739, -4.645284], [209565, -4.807857], [293391, -5.040762]],
      },
      stride16: {
        shape: [1, 26, 26, 124],
        mean: -3.215014,
        standardDeviation: 2.433667,
        minimum: -6.36337,
        maximum: 2.211977,
        samples: [[10479, -4.813898], [31437, -4.353772], [52395, -5.037213], [73353, -4.809666]],
      },
      stride32: {
        shape: [1, 13, 13, 124],
        mean: -2.800782,
        standardDeviation: 2.20557,
        minimum: -5.538203,
        maximum: 4.522108,
        samples: [[2620, -4.562216], [7861, -4.30881], [13102, 1.364226], [18343, 1.280326]],
      },
    },
  },
  centernet: {
    inputRange: [0, 255],
    outputs: {
      wh: {
        shape: [1, 128, 128, 4],
        mean: 126.522,
        standardDeviation: 79.38024,
        minimum: -0.645627,
        maximum: 302.4999,
        samples: [[6062, 83.27763], [22446, 83.52477], [38830, 82.28992], [55214, 82.87968]],
      },
      keypoints: {
        shape: [1, 128, 128, 80],
        mean: 0.002503844,
        standardDeviation: 0.002114232,
        minimum: 9.502946e-05,
        maximum: 0.2058308,
        samples: [[121241, 0.002870522], [448921, 0.001876202], [776601, 0.001623115], [1104281, 0.002268493]],
      },
    },
  },
  'nsfw-mobilenet-v2-mid': {
    inputRange: [0, 1],
    outputs: {
      probabilities: {
        shape: [1, 5],
        mean: 0.2,
        standardDeviation: 0.3954677,
        minimum: 5.814086e-06,
        maximum: 0.9909058,
        samples: [[0, 0.008897067], [1, 0.0001854176], [2, 0.9909058], [4, 5.814086e-06]],
      },
    },
  },
  'nsfw-inception-v3': {
    inputRange: [0, 1],
    outputs: {
      probabilities: {
        shape: [1, 5],
        mean: 0.2,
        standardDeviation: 0.2433079,
        minimum: 0.007874039,
        maximum: 0.6207305,
        samples: [[0, 0.3313324], [1, 0.02460034], [2, 0.6207305], [3, 0.01546278], [4, 0.007874039]],
      },
    },
  },
} as const satisfies Readonly<Record<string, Golden>>;
