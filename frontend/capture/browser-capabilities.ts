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
