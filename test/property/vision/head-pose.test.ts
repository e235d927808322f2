import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axesOfPose, poseOfAxes, turnPicture } from '../../../local/vision/faces/head-pose.ts';

describe('the pose of a head', () => {
  const angle = fc.double({ min: -80, max: 80, noNaN: true });
  const poses = fc.record({ yawDegrees: angle, pitchDegrees: angle, rollDegrees: angle });

  it('is what its axes were made from', () => {
    fc.assert(
      fc.property(poses, (pose) => {
        const again = poseOfAxes(axesOfPose(pose));
        for (const key of ['yawDegrees', 'pitchDegrees', 'rollDegrees'] as const) expect(again[key]).toBeCloseTo(pose[key], 6);
      }),
    );
  });

  it('of a face that looks straight on rolls with the picture', () => {
    const turned = poseOfAxes(turnPicture(axesOfPose({ yawDegrees: 0, pitchDegrees: 0, rollDegrees: 10 }), Math.PI / 6));
    expect(turned.rollDegrees).toBeCloseTo(40, 6);
    expect(turned.yawDegrees).toBeCloseTo(0, 6);
  });

  it('of a face turned aside becomes a nod when the picture is turned by a quarter', () => {
    // The nose points to the right; turned clockwise, it points down.
    const turned = poseOfAxes(turnPicture(axesOfPose({ yawDegrees: 30, pitchDegrees: 0, rollDegrees: 0 }), Math.PI / 2));
    expect(turned.yawDegrees).toBeCloseTo(0, 6);
    expect(turned.pitchDegrees).toBeCloseTo(-30, 6);
  });
});
