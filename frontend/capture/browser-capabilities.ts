// The types of the DOM claim that these are always there. Without TLS, and in older browsers, they are not.

export function browserCameras(): MediaDevices | undefined {
  return navigator.mediaDevices;
}

export function browserWakeLock(): WakeLock | undefined {
  return navigator.wakeLock;
}

export function browserPermissions(): Permissions | undefined {
  return navigator.permissions;
}

/** Document Picture-in-Picture, as far as it is used here: https://wicg.github.io/document-picture-in-picture/ */
export interface FloatingWindows {
  requestWindow: (options: { width: number; height: number }) => Promise<Window>;
}

export function browserFloatingWindows(): FloatingWindows | null {
  return (globalThis as { documentPictureInPicture?: FloatingWindows }).documentPictureInPicture ?? null;
}

export function browserLocks(): LockManager | undefined {
  return navigator.locks;
}
