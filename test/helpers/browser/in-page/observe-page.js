/* global window, location, navigator, URL, Event, DOMException */

/** Watches what a page does with its camera and its requests; app-page.ts asks for window.observed. */
(() => {
  const tracks = [];
  let denied = false;
  const underWay = new Map();
  const mostAtOnce = new Map();
  window.observed = {
    /** `live` or `ended` of every track that the page got from a camera. */
    cameraTrackStates: () => tracks.map(({ readyState }) => readyState),
    /** Ends what the page has of a camera, as pulling its plug does. */
    unplugCamera: () => {
      for (const track of tracks.filter(({ readyState }) => readyState === 'live')) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    /** Refuses the page its camera, as a person may, until it is allowed again. */
    denyCamera: (isDenied) => { denied = isDenied; },
    /** How many requests to a path were without an answer at the same time, at most. */
    mostRequestsAtOnce: (path) => mostAtOnce.get(path) ?? 0,
  };

  const count = (path, change) => {
    underWay.set(path, (underWay.get(path) ?? 0) + change);
    mostAtOnce.set(path, Math.max(mostAtOnce.get(path) ?? 0, underWay.get(path)));
  };
  const { fetch } = window;
  window.fetch = (input, init) => {
    const { pathname } = new URL(input.url ?? input, location.href);
    count(pathname, 1);
    return fetch(input, init).finally(() => { count(pathname, -1); });
  };

  // There is none on a page that is not secure.
  const { mediaDevices } = navigator;
  if (mediaDevices === undefined) return;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    if (denied) throw new DOMException('Permission denied', 'NotAllowedError');
    const stream = await getUserMedia(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
})();
