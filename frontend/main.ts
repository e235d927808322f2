import './styles/main.css';
import { createApp } from 'vue';
import App from './App.vue';
import { createApiClient } from './api/client.ts';
import { API } from './api/use-api.ts';
import { APP_CONFIG, loadAppConfig } from './auth/app-config.ts';
import { createUserManager } from './auth/create-user-manager.ts';
import { createSession, SESSION } from './auth/session.ts';
import { preferredLanguage } from './composables/useLanguage.ts';
import { i18n, setLocale } from './locales/i18n.ts';
import StartFailurePage from './pages/StartFailurePage.vue';
import { recoverPages } from './recover-pages.ts';
import { createAppRouter } from './router.ts';

/** How long the first paint waits for the font, so that text is not drawn twice. */
const FONT_WAIT_MS = 400;

try {
  await start();
} catch {
  // In the reader's language, as far as its texts can be had.
  await setLocale(preferredLanguage()).catch(() => undefined);
  createApp(StartFailurePage).use(i18n).mount('#app');
}

async function start(): Promise<void> {
  const fontReady = Promise.race([document.fonts.load('1rem "Inter Variable"'), new Promise((resolve) => { setTimeout(resolve, FONT_WAIT_MS); })]);
  const [config] = await Promise.all([loadAppConfig(), setLocale(preferredLanguage()), fontReady]);
  const { origin } = location;
  const session = createSession({
    userManager: createUserManager(config, origin),
    clientId: config.clientId,
    origin,
    logoutUrl: config.logoutUrl,
    language: () => i18n.global.locale.value,
    navigate: (url) => { location.assign(url); },
  });
  await session.restore();
  const api = createApiClient({ baseUrl: '/api', idToken: (options) => session.idToken(options), onUnauthenticated: () => { session.expire(); } });
  const router = createAppRouter(session);
  recoverPages(router);
  createApp(App).provide(SESSION, session).provide(API, api).provide(APP_CONFIG, config).use(i18n).use(router).mount('#app');
}
