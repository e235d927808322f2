import { readonly, ref, type Ref } from 'vue';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Also read by public/early-theme.js. */
const STORAGE_KEY = 'invigil.theme';

const theme = ref<Theme>(storedTheme());

export interface UseThemeReturn {
  theme: Readonly<Ref<Theme>>;
  setTheme: (next: Theme) => void;
}

/** The app's theme: one for all pages, kept for the next visit. */
export function useTheme(): UseThemeReturn {
  return { theme: readonly(theme), setTheme };
}

function setTheme(next: Theme): void {
  theme.value = next;
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (next === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function storedTheme(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(STORAGE_KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}
