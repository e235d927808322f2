import { effectScope, shallowRef, watchEffect } from 'vue';
import { i18n } from '../locales/i18n.ts';

/** Of the page that is shown, in the locales; null before the first. */
const key = shallowRef<string | null>(null);
/** What must be seen even where the title is all that is seen. */
const warning = shallowRef<string | null>(null);

// As long as the app: the title follows the page, its warning and the language.
effectScope(true).run(() => {
  watchEffect(() => {
    if (key.value === null) return;
    const parts = [warning.value, i18n.global.t(key.value), i18n.global.t('product')];
    document.title = parts.filter((part) => part !== null).join(' · ');
  }, { flush: 'sync' });
});

/** Names the page that is shown. */
export function setPageTitle(titleKey: string): void {
  key.value = titleKey;
}

/** Puts a warning before the page's title; null takes it away. */
export function setTitleWarning(text: string | null): void {
  warning.value = text;
}
