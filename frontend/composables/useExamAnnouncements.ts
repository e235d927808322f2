import { computed, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Verdict } from '../../domain/verdict.ts';
import type { CameraProblem } from '../capture/camera-problem.ts';
import { checkHints } from '../exam/check-hints.ts';
import { useAnnouncer } from './useAnnouncer.ts';
import type { CheckPause } from './useCheckPause.ts';
import type { WatchState } from './watch-state.ts';

export interface UseExamAnnouncementsOptions {
  /** An exam runs; until then the camera is checked. */
  watching: Readonly<Ref<boolean>>;
  state: Readonly<Ref<WatchState>>;
  verdict: Readonly<Ref<Verdict | null>>;
  cameraProblem: Readonly<Ref<CameraProblem | null>>;
  ending: Readonly<Ref<boolean>>;
  /** Why the camera check sends nothing more. */
  pause: Readonly<Ref<CheckPause | null>>;
}

/** Has a screen reader say what the exam page shows: the hints of the camera check, the decisions of the exam, and whatever stops the checking. */
export function useExamAnnouncements({ watching, state, verdict, cameraProblem, ending, pause }: UseExamAnnouncementsOptions): void {
  const { t } = useI18n();
  const { announce } = useAnnouncer();

  const ofCheck = computed(() => {
    // The notice of a problem is an alert of its own.
    if (cameraProblem.value !== null) return null;
    if (pause.value !== null) return `${t('exam.check.paused')}. ${t(`exam.check.pauses.${pause.value}`)}`;
    if (state.value === 'off' || state.value === 'starting') return null;
    if (state.value !== 'judging' || verdict.value === null) return `${t('exam.check.trouble')}. ${t(`watch.${state.value}.text`)}`;
    const hints = checkHints(verdict.value.checks);
    return hints.length === 0 ? t('exam.check.good') : hints.map(({ key, values }) => t(key, values)).join(' ');
  });
  const ofExam = computed(() => {
    if (ending.value) return t('exam.ending.title');
    if (state.value === 'off') return null;
    if (state.value === 'judging') return verdict.value === null ? null : t(`decisions.${verdict.value.decision}.title`);
    return `${t(`watch.${state.value}.title`)}. ${t(`watch.${state.value}.text`)}`;
  });
  watch(() => (watching.value ? ofExam.value : ofCheck.value), (text) => { if (text !== null) announce(text); });
}
