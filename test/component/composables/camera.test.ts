import { afterEach, describe, expect, it } from '@jest/globals';
import { useCamera } from '../../../frontend/composables/useCamera.ts';
import { FakeMediaDevices, mediaError } from '../helpers/fake-media-devices.ts';
import { inScope } from '../helpers/in-scope.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

function setUp(remembered: string | null = null) {
  const devices = new FakeMediaDevices(['front', 'back']);
  const stored = new Map(remembered === null ? [] : [['invigil.camera', remembered]]);
  const storage = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => { stored.set(key, value); } };
  const { value: camera, dispose } = inScope(() => useCamera({ mediaDevices: devices as unknown as MediaDevices, isSecureContext: true, storage }));
  disposals.push(dispose);
  return { camera, devices, stored, dispose };
}

describe('the camera', () => {
  it('is on once it was allowed, without its microphone, and tells which cameras there are', async () => {
    const { camera, devices } = setUp();
    const starting = camera.start();
    expect(camera.state.value).toBe('starting');
    await starting;
    expect(camera.state.value).toBe('on');
    expect(camera.cameras.value).toEqual([{ deviceId: 'front', label: 'front camera' }, { deviceId: 'back', label: 'back camera' }]);
    expect(devices.asked).toEqual([expect.objectContaining({ audio: false })]);
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'notFound'],
    ['NotReadableError', 'inUse'],
    ['AbortError', 'inUse'],
    ['OverconstrainedError', 'overconstrained'],
    ['NotSupportedError', 'unsupported'],
    ['SomethingNewError', 'unknown'],
  ])('that fails with %s has the problem %s, and can be tried again', async (name, problem) => {
    const { camera, devices } = setUp();
    devices.refuse = () => mediaError(name);
    await camera.start();
    expect([camera.state.value, camera.problem.value]).toEqual(['failed', problem]);
    devices.refuse = () => null;
    await camera.start();
    expect([camera.state.value, camera.problem.value]).toEqual(['on', null]);
  });

  it.each([
    [false, 'insecure'],
    [true, 'unsupported'],
  ])('of a browser that has none to give has a problem of its own: secure %s, %s', async (isSecureContext, problem) => {
    const { value: camera, dispose } = inScope(() => useCamera({ mediaDevices: undefined, isSecureContext }));
    disposals.push(dispose);
    await camera.start();
    expect(camera.problem.value).toBe(problem);
  });

  it('is the one chosen last, and that is remembered', async () => {
    const { camera, devices, stored } = setUp('back');
    await camera.start();
    expect(camera.deviceId.value).toBe('back');
    await camera.start('front');
    expect(camera.deviceId.value).toBe('front');
    expect(stored.get('invigil.camera')).toBe('front');
    expect(devices.live).toHaveLength(1);
  });

  it('is any other where the one chosen last is gone', async () => {
    const { camera } = setUp('unplugged');
    await camera.start();
    expect([camera.state.value, camera.deviceId.value]).toEqual(['on', 'front']);
  });

  it('that is unplugged says so', async () => {
    const { camera, devices } = setUp();
    await camera.start();
    devices.live[0]?.end();
    expect([camera.state.value, camera.problem.value, camera.stream.value]).toEqual(['failed', 'ended', null]);
  });

  it('whose shutter closes says so until it opens', async () => {
    const { camera, devices } = setUp();
    await camera.start();
    devices.live[0]?.dispatchEvent(new Event('mute'));
    expect([camera.state.value, camera.problem.value]).toEqual(['on', 'muted']);
    devices.live[0]?.dispatchEvent(new Event('unmute'));
    expect(camera.problem.value).toBeNull();
  });

  it('lists a camera that is plugged in meanwhile', async () => {
    const { camera, devices } = setUp();
    await camera.start();
    devices.names.push('new');
    devices.dispatchEvent(new Event('devicechange'));
    await Promise.resolve();
    await Promise.resolve();
    expect(camera.cameras.value.map(({ deviceId }) => deviceId)).toEqual(['front', 'back', 'new']);
  });

  it('is off after it was stopped, and after its page was left', async () => {
    const { camera, devices, dispose } = setUp();
    await camera.start();
    camera.stop();
    expect(devices.live).toEqual([]);
    expect(camera.state.value).toBe('off');
    await camera.start();
    dispose();
    expect(devices.live).toEqual([]);
  });

  it('is off even when the page was left before it was allowed', async () => {
    const { camera, devices, dispose } = setUp();
    const starting = camera.start();
    dispose();
    await starting;
    expect(devices.asked).toHaveLength(1);
    expect(devices.live).toEqual([]);
    expect(camera.stream.value).toBeNull();
  });
});
