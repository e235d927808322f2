import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { TimelineItem } from '../../domain/timeline.ts';

export interface UseFrameTextReturn {
  /** What a frame's checks say, in a few words; empty where they say nothing. */
  signalsText: (item: TimelineItem) => string;
  /** The time of day, in the reader's own zone. */
  clockText: (time: string | number) => string;
  /** A frame in a sentence, for who does not see it. */
  frameText: (item: TimelineItem, count: number) => string;
}

/** Words for the frames of a timeline. */
export function useFrameText(): UseFrameTextReturn {
  const { t, n, locale } = useI18n();
  const clock = computed(() => new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium' }));
  const clockText = (time: string | number): string => clock.value.format(new Date(time));
  const signalsText = ({ signals, erased }: TimelineItem): string => [...(erased ? [t('timeline.erased')] : []), ...signals.map((signal) => t(`signal.${signal}`))].join(', ');
  return {
    signalsText,
    clockText,
    frameText: (item, count) => {
      const parts = { sequence: n(item.sequence), count: n(count), time: clockText(item.receivedAt), decision: t(`session.decisions.${item.decision}`) };
      return [t('timeline.frame', parts), signalsText(item)].filter(Boolean).join(': ');
    },
  };
}
