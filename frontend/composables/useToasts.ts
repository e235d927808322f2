import { shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Tone } from '../components/ui/tone.ts';

export interface ToastProps {
  tone: Exclude<Tone, 'neutral'>;
  text: string;
  /** What can be done about it, for as long as it is shown. */
  action?: { label: string; run: () => void };
}

export interface Toast extends ToastProps {
  id: number;
}

export interface UseToastsReturn {
  /** First to last; the shell shows them. */
  toasts: Readonly<Ref<readonly Toast[]>>;
  /** Says what came of something, beside the page; a screen reader says it too. What a person must not miss belongs on the page. */
  toast: (props: ToastProps) => void;
  dismiss: (id: number) => void;
}

const toasts = shallowRef<readonly Toast[]>([]);
let lastId = 0;

/** Short messages about what was done, one list for all pages: they outlive the page that they come from. */
export function useToasts(): UseToastsReturn {
  return { toasts: shallowReadonly(toasts), toast, dismiss };
}

function toast(props: ToastProps): void {
  lastId += 1;
  toasts.value = [...toasts.value, { ...props, id: lastId }];
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}
