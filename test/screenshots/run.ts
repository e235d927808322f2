import { WANTED_PAGES } from './language.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { CACHE_DIR, PROJECT_DIR } from '../../local/settings.ts';
import { AppPage } from '../helpers/browser/app-page.ts';
import { endOpenExams } from '../helpers/browser/exam.ts';
import { launchBrowser } from '../helpers/browser/launch-browser.ts';
import { registerPerson, reportMatch, seedExecutions } from '../helpers/browser/seed.ts';
import { seedEndedSession, seedOpenSessions } from '../helpers/browser/seed-sessions.ts';
import { overhangPx } from '../helpers/browser/layout.ts';
import { LANGUAGE } from '../helpers/browser/texts.ts';
import { createWebcamFeed } from '../helpers/browser/webcam-feed.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { PAGES, type ScreenshotPage, type Seeded } from './pages.ts';

/**
 * Photographs every page of the app from top to bottom, wide and narrow, light and dark: `npm run screenshots [-- [--lang de] BEGINNING_OF_A_NAME …]`.
 * They go to .cache/screenshots; of those that the README shows, what a wide window holds in English goes to docs/screenshots too.
 */
const ALL_DIR = join(CACHE_DIR, 'screenshots', ...(LANGUAGE === 'en' ? [] : [LANGUAGE]));
const README_DIR = join(PROJECT_DIR, 'docs', 'screenshots');
const VIEWPORTS = [{ width: 1280, height: 860 }, { width: 360, height: 740 }];
/** Another language changes words, and no colour. */
const THEMES = LANGUAGE === 'en' ? (['light', 'dark'] as const) : (['light'] as const);

const pages = PAGES.filter(({ name }) => WANTED_PAGES.length === 0 || WANTED_PAGES.some((beginning) => name.startsWith(beginning)));

await mkdir(ALL_DIR, { recursive: true });
await mkdir(README_DIR, { recursive: true });
await using folder = await createDataFolder();
await using instance = await Instance.start(folder.path);
await using webcam = await createWebcamFeed();
await using browser = await launchBrowser({ webcam, systemFonts: true });
await using browserWithoutWebcam = await launchBrowser({ webcam: 'denied', systemFonts: true });

await registerPerson(instance, 'personB', 'Barbara Liskov');
await registerPerson(instance, 'personD', 'Grace Hopper');
await registerPerson(instance, 'personE', 'Edith Clarke');
await registerPerson(instance);
let seeded: Seeded = { ...(await seedExecutions(instance)), sessions: { ended: await seedEndedSession(instance), ...(await seedOpenSessions(instance)) } };
await reportMatch(instance, seeded.clear, 'That is her sister, who sat in the background.');
for (const page of pages) await photograph(page);

async function photograph(page: ScreenshotPage): Promise<void> {
  if (page.webcam !== undefined && page.webcam !== 'denied') await webcam.show(await scene(page.webcam));
  for (const viewport of VIEWPORTS) {
    for (const theme of THEMES) {
      await endOpenExams(instance);
      if (page.openSessions === true) seeded = { ...seeded, sessions: { ...seeded.sessions, ...(await seedOpenSessions(instance)) } };
      const app = await AppPage.open(page.webcam === 'denied' ? browserWithoutWebcam : browser, instance, {
        role: page.role,
        path: typeof page.path === 'string' ? page.path : page.path(seeded),
        theme,
        viewport,
      });
      await page.show(app.page);
      await app.page.evaluate('document.fonts.ready');
      const path = join(ALL_DIR, `${page.name}-${viewport.width}-${theme}.png`);
      await app.page.screenshot({ path, fullPage: true });
      if (LANGUAGE === 'en' && page.inReadme === true && viewport === VIEWPORTS[0]) {
        // 256 colours are a quarter of the bytes, and nobody sees the difference.
        await sharp(await app.page.screenshot()).png({ palette: true }).toFile(join(README_DIR, `${page.name}-${theme}.png`));
      }
      const overhang = await overhangPx(app.page);
      await app.close();
      process.stdout.write(`${path}${overhang > 0 ? ` IS WIDER THAN ITS WINDOW BY ${overhang} px` : ''}\n`);
    }
  }
}
