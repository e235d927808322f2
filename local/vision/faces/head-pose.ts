import type { Point3 } from './mesh-points.ts';

/** In degrees. Yaw > 0: the nose points to the image's right; pitch > 0: up; roll > 0: the eye on the image's right is lower. */
export interface HeadPose {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  readonly rollDegrees: number;
}

/**
 * A head's own axes as unit vectors of the image (x right, y down, z away from the camera): from its eye on the image's left to the other
 * one, from forehead to chin, from the nose to the back of the head.
 */
export interface HeadAxes {
  readonly across: Point3;
  readonly down: Point3;
  readonly away: Point3;
}

/**
 * The three angles of a turned head: rolled first, then turned aside, then nodded, which is how 300W-LP and AFLW2000 give them.
 *
 * @param axes at right angles to each other, of length one
 */
export function poseOfAxes({ across, down, away }: HeadAxes): HeadPose {
  return {
    yawDegrees: degrees(-Math.asin(Math.min(1, Math.max(-1, away.x)))),
    pitchDegrees: degrees(Math.atan2(away.y, away.z)),
    rollDegrees: degrees(Math.atan2(-down.x, across.x)),
  };
}

/** The axes of a head with these angles. */
export function axesOfPose({ yawDegrees, pitchDegrees, rollDegrees }: HeadPose): HeadAxes {
  const [sinYaw, cosYaw] = sinCos(yawDegrees);
  const [sinPitch, cosPitch] = sinCos(pitchDegrees);
  const [sinRoll, cosRoll] = sinCos(rollDegrees);
  return {
    across: { x: cosYaw * cosRoll, y: cosPitch * sinRoll + sinPitch * sinYaw * cosRoll, z: cosPitch * sinYaw * cosRoll - sinPitch * sinRoll },
    down: { x: -cosYaw * sinRoll, y: cosPitch * cosRoll - sinPitch * sinYaw * sinRoll, z: -cosPitch * sinYaw * sinRoll - sinPitch * cosRoll },
    away: { x: -sinYaw, y: sinPitch * cosYaw, z: cosPitch * cosYaw },
  };
}

/** The axes after the whole picture was turned, clockwise on the screen. */
export function turnPicture({ across, down, away }: HeadAxes, angleRad: number): HeadAxes {
  const [sin, cos] = [Math.sin(angleRad), Math.cos(angleRad)];
  const turn = ({ x, y, z }: Point3): Point3 => ({ x: cos * x - sin * y, y: sin * x + cos * y, z });
  return { across: turn(across), down: turn(down), away: turn(away) };
}

function sinCos(angleDegrees: number): [number, number] {
  const angleRad = (angleDegrees * Math.PI) / 180;
  return [Math.sin(angleRad), Math.cos(angleRad)];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
