import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter, type RouteLocationRaw } from 'vue-router';
import type { ReviewDecision } from '../../domain/review.ts';
import type { SaidWord } from './useReview.ts';
import { useToasts } from './useToasts.ts';

interface LastReview {
  undo: SaidWord['undo'];
  /** Of the verdict that it is about. */
  to: RouteLocationRaw;
  /** That verdict's page, as long as it is there. */
  verdictId: string;
}

/** The word that was said last, whichever page it was said on: whoever goes on to the next verdict can still take it back. */
const last = shallowRef<LastReview | null>(null);

export interface UseLastReviewReturn {
  /** Says what was done, and offers to undo it. */
  tell: (decision: ReviewDecision, said: SaidWord, place: Pick<LastReview, 'to' | 'verdictId'>) => void;
  /** Takes the last word back, and goes to its verdict. */
  undo: () => Promise<void>;
}

export function useLastReview(): UseLastReviewReturn {
  const { t } = useI18n();
  const router = useRouter();
  const { toast } = useToasts();

  function tell(decision: ReviewDecision, said: SaidWord, place: Pick<LastReview, 'to' | 'verdictId'>): void {
    last.value = { undo: said.undo, ...place };
    toast({ tone: 'pass', text: t(`review.done.${decision}`), action: { label: t('review.undo'), run: () => { void undo(); } } });
    if (said.crossed !== null) toast({ tone: 'unknown', text: t('review.crossed', { decision: t(`review.decisions.${said.crossed.decision}`) }) });
  }

  async function undo(): Promise<void> {
    const word = last.value;
    if (word === null) return;
    last.value = null;
    try {
      if (await word.undo()) toast({ tone: 'info', text: t('review.undone') });
      else toast({ tone: 'unknown', text: t('review.tooLate') });
    } catch {
      last.value = word;
      toast({ tone: 'fail', text: t('review.notUndone'), action: { label: t('ui.tryAgain'), run: () => { void undo(); } } });
      return;
    }
    if (router.currentRoute.value.params.name !== word.verdictId) void router.push(word.to);
  }

  return { tell, undo };
}
