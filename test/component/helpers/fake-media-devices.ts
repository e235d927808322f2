/** A camera's track, as far as the app looks at it. */
class FakeTrack extends EventTarget {
  readonly muted = false;
  readyState: 'live' | 'ended' = 'live';
  readonly #deviceId: string;

  constructor(deviceId: string) {
    super();
    this.#deviceId = deviceId;
  }

  getSettings(): { deviceId: string } {
    return { deviceId: this.#deviceId };
  }

  /** As a script does: without an event. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** As an unplugged camera does. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** An error of getUserMedia. */
export function mediaError(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** The cameras of a browser. */
export class FakeMediaDevices extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  refuse: () => Error | null = () => null;
  readonly names: string[];
  readonly #tracks: FakeTrack[] = [];

  constructor(names: string[]) {
    super();
    this.names = names;
  }

  /** Those that are on. */
  get live(): FakeTrack[] {
    return this.#tracks.filter(({ readyState }) => readyState === 'live');
  }

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    const { deviceId } = constraints.video as MediaTrackConstraints;
    const wanted = (deviceId as { exact: string } | undefined)?.exact;
    const name = wanted === undefined ? this.names[0] : this.names.find((known) => known === wanted);
    const error = this.refuse() ?? (name === undefined ? mediaError('OverconstrainedError') : null);
    if (error !== null) return Promise.reject(error);
    const track = new FakeTrack(name ?? '');
    this.#tracks.push(track);
    return Promise.resolve({ getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream);
  }

  enumerateDevices(): Promise<Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]> {
    return Promise.resolve([{ kind: 'audioinput', deviceId: 'microphone', label: '' }, ...this.names.map((name) => ({ kind: 'videoinput' as const, deviceId: name, label: `${name} camera` }))]);
  }
}
