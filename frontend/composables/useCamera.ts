import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import { browserCameras } from '../capture/browser-capabilities.ts';
import { cameraProblemOf, type CameraProblem } from '../capture/camera-problem.ts';

/** What frames are made of; a camera that has only other sizes is taken all the same. */
const WANTED: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 }, facingMode: 'user' };
const DEVICE_KEY = 'invigil.camera';

export type CameraState = 'off' | 'starting' | 'on' | 'failed';

export interface Camera {
  deviceId: string;
  /** Empty until the camera may be used. */
  label: string;
}

export interface UseCameraOptions {
  /** Undefined where the browser has no cameras to give, as on pages without TLS. */
  mediaDevices?: MediaDevices | undefined;
  isSecureContext?: boolean;
  /** Remembers the chosen camera. */
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
}

export interface UseCameraReturn {
  state: Readonly<Ref<CameraState>>;
  /** Set while `failed`, and while the camera is on but `muted`. */
  problem: Readonly<Ref<CameraProblem | null>>;
  stream: Readonly<Ref<MediaStream | null>>;
  cameras: Readonly<Ref<readonly Camera[]>>;
  /** Of the camera that is on. */
  deviceId: Readonly<Ref<string | null>>;
  /** Turns on the named camera, else the one chosen last, else any. Never rejects: see `problem`. */
  start: (deviceId?: string) => Promise<void>;
  stop: () => void;
}

/** The candidate's webcam. Its tracks end with the scope, whatever state it is in. */
export function useCamera(options: UseCameraOptions = {}): UseCameraReturn {
  const { mediaDevices = browserCameras(), isSecureContext = globalThis.isSecureContext, storage = localStorage } = options;
  const state = shallowRef<CameraState>('off');
  const problem = shallowRef<CameraProblem | null>(null);
  const stream = shallowRef<MediaStream | null>(null);
  const cameras = shallowRef<readonly Camera[]>([]);
  const deviceId = shallowRef<string | null>(null);
  /** Tells the newest start from those that it overtook. */
  let generation = 0;

  function turnOff(next: MediaStream | null): void {
    for (const track of next?.getTracks() ?? []) track.stop();
  }

  function fail(reason: CameraProblem): void {
    turnOff(stream.value);
    stream.value = null;
    state.value = 'failed';
    problem.value = reason;
  }

  function stop(): void {
    generation += 1;
    turnOff(stream.value);
    stream.value = null;
    state.value = 'off';
    problem.value = null;
  }

  async function listCameras(): Promise<void> {
    const devices = (await mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    cameras.value = devices.filter(({ kind, deviceId: id }) => kind === 'videoinput' && id !== '').map(({ deviceId: id, label }) => ({ deviceId: id, label }));
  }

  /** Watches what is shown now: a stream that was replaced may end as it likes. */
  function follow(next: MediaStream, track: MediaStreamTrack): void {
    const ifCurrent = (change: () => void) => () => {
      if (stream.value === next) change();
    };
    track.addEventListener('ended', ifCurrent(() => { fail('ended'); }));
    track.addEventListener('mute', ifCurrent(() => { problem.value = 'muted'; }));
    track.addEventListener('unmute', ifCurrent(() => { problem.value = null; }));
    if (track.muted) problem.value = 'muted';
  }

  async function start(wanted?: string): Promise<void> {
    stop();
    const mine = generation;
    if (mediaDevices === undefined) {
      fail(isSecureContext ? 'unsupported' : 'insecure');
      return;
    }
    state.value = 'starting';
    try {
      const next = await open(mediaDevices, wanted ?? read(storage));
      const track = next.getVideoTracks()[0];
      if (mine !== generation || track === undefined) {
        turnOff(next);
        return;
      }
      stream.value = next;
      state.value = 'on';
      deviceId.value = track.getSettings().deviceId ?? null;
      follow(next, track);
      if (wanted !== undefined) write(storage, wanted);
      await listCameras();
    } catch (error) {
      if (mine === generation) fail(cameraProblemOf(error));
    }
  }

  const onDeviceChange = (): void => void listCameras();
  mediaDevices?.addEventListener('devicechange', onDeviceChange);
  onScopeDispose(() => {
    mediaDevices?.removeEventListener('devicechange', onDeviceChange);
    stop();
  });

  return { state: shallowReadonly(state), problem: shallowReadonly(problem), stream: shallowReadonly(stream), cameras: shallowReadonly(cameras), deviceId: shallowReadonly(deviceId), start, stop };
}

/** The wanted camera; any other where it is gone, for the one that was remembered may have been unplugged. */
async function open(mediaDevices: MediaDevices, wanted: string | null): Promise<MediaStream> {
  if (wanted === null) return mediaDevices.getUserMedia({ audio: false, video: WANTED });
  try {
    return await mediaDevices.getUserMedia({ audio: false, video: { ...WANTED, deviceId: { exact: wanted } } });
  } catch (error) {
    if (!['notFound', 'overconstrained'].includes(cameraProblemOf(error))) throw error;
    return mediaDevices.getUserMedia({ audio: false, video: WANTED });
  }
}

function read(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(DEVICE_KEY);
  } catch {
    return null;
  }
}

function write(storage: Pick<Storage, 'setItem'>, deviceId: string): void {
  try {
    storage.setItem(DEVICE_KEY, deviceId);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
