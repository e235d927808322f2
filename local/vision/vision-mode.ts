/** `accurate` looks as well as it can; `fast` gives some of that up to analyse a frame in about half the time. */
export const VISION_MODES = ['accurate', 'fast'] as const;

export type VisionMode = (typeof VISION_MODES)[number];
