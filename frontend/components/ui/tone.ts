import { CircleCheck, CircleDashed, CircleQuestionMark, Info, OctagonAlert } from '@lucide/vue';
import type { Component } from 'vue';

/** What a state means to its reader. Colour alone never tells it: each tone has a shape of its own, and a word goes with it. */
export type Tone = 'pass' | 'fail' | 'unknown' | 'info' | 'neutral';

export const TONE_ICONS: Readonly<Record<Tone, Component>> = {
  pass: CircleCheck,
  fail: OctagonAlert,
  unknown: CircleQuestionMark,
  info: Info,
  neutral: CircleDashed,
};
