import { type Affine, rectangleCrop } from '../geometry/affine.ts';
import { ImageModel } from '../image-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { InputFormat } from '../image/warp.ts';
import type { ModelOutputs } from '../onnx-session.ts';
import { axesOfPose, type HeadPose, poseOfAxes, turnPicture } from './head-pose.ts';
import { meshPose } from './mesh-pose.ts';
import type { MeshPoints } from './mesh-points.ts';

const INPUT: InputFormat = {
  widthPx: 224,
  heightPx: 224,
  channels: 'rgb',
  scale: [1 / (255 * 0.229), 1 / (255 * 0.224), 1 / (255 * 0.225)],
  offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
  outside: 'black',
};

/** Each angle is a distribution over 66 bins of 3 degrees, the first one at -99. */
const BINS = 66;
const BIN_DEGREES = 3;
const FIRST_BIN_DEGREES = -99;

/** The crop, in the sides of the mesh, and how much higher its middle is: the network wants to see hair and a little of the neck. */
const CROP_SCALE = 1.35;
const CROP_RISE = 0.04;

/** What the network answers too much. Measured: of the yaw on 200 photographs and their mirror images, of the pitch on known poses. */
const YAW_BIAS_DEGREES = 1.5;
const PITCH_BIAS_DEGREES = -5;

/**
 * How the head is turned. A network trained for this tells the yaw, which the mesh makes too small from 30 degrees on. The roll is the
 * mesh's. Of the pitch the mesh is the better witness on a frontal face and the network on a profile: each counts by what is seen.
 */
export class HeadPoseEstimator {
  readonly #model: ImageModel;

  private constructor(model: ImageModel) {
    this.#model = model;
  }

  static async load(modelPath: string): Promise<HeadPoseEstimator> {
    return new HeadPoseEstimator(await ImageModel.load(modelPath, INPUT));
  }

  async estimate(image: Pyramid, points: MeshPoints): Promise<HeadPose> {
    const seen = await this.#seen(image, points);
    const mesh = meshPose(points);
    const frontal = Math.cos((seen.yawDegrees * Math.PI) / 180) ** 2;
    return {
      yawDegrees: seen.yawDegrees,
      pitchDegrees: frontal * mesh.pitchDegrees + (1 - frontal) * seen.pitchDegrees,
      rollDegrees: mesh.rollDegrees,
    };
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  /** What the network says. It saw few tilted heads in its training: so it is shown every head upright, and the tilt added to its answer. */
  async #seen(image: Pyramid, points: MeshPoints): Promise<HeadPose> {
    const [yaw, pitch, roll] = anglesOf(await this.#model.run(image, cropOf(points)));
    const upright = { yawDegrees: -yaw - YAW_BIAS_DEGREES, pitchDegrees: pitch - PITCH_BIAS_DEGREES, rollDegrees: roll };
    return poseOfAxes(turnPicture(axesOfPose(upright), points.rollRad));
  }
}

function cropOf(points: MeshPoints): Affine {
  const { centre, widthPx, heightPx, angleRad } = points.turnedBounds();
  const risePx = CROP_RISE * heightPx;
  const middle = { x: centre.x + Math.sin(angleRad) * risePx, y: centre.y - Math.cos(angleRad) * risePx };
  return rectangleCrop(middle, CROP_SCALE * widthPx, CROP_SCALE * heightPx, angleRad, INPUT.widthPx);
}

/** The means of the three distributions: yaw, pitch and roll, in the network's order and signs. */
function anglesOf(outputs: ModelOutputs): [number, number, number] {
  const [yaw = 0, pitch = 0, roll = 0] = outputs.allOfLength(BINS).map(meanDegrees);
  return [yaw, pitch, roll];
}

function meanDegrees(logits: Float32Array): number {
  const largest = Math.max(...logits);
  let [weights, sum] = [0, 0];
  logits.forEach((logit, bin) => {
    const weight = Math.exp(logit - largest);
    weights += weight;
    sum += weight * bin;
  });
  return BIN_DEGREES * (sum / weights) + FIRST_BIN_DEGREES;
}
