import { readonly, ref, type Ref } from 'vue';

export type ExamView = 'full' | 'compact';
const STORAGE_KEY = 'invigil.examView';

export interface UseExamViewReturn {
  view: Readonly<Ref<ExamView>>;
  toggle: () => void;
}

/** Whether the exam page shows everything or leaves room beside itself; remembered on this machine. */
export function useExamView(storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage): UseExamViewReturn {
  const view = ref<ExamView>(storage.getItem(STORAGE_KEY) === 'compact' ? 'compact' : 'full');
  return {
    view: readonly(view),
    toggle: () => {
      view.value = view.value === 'full' ? 'compact' : 'full';
      storage.setItem(STORAGE_KEY, view.value);
    },
  };
}
