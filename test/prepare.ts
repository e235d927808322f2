/**
 * Makes ready what the tests share, once, before they run side by side: models, photographs, the stack, the app and the browser.
 *
 *     node test/prepare.ts
 */
import { prepareProduct } from '../local/prepare-product.ts';
import { findChromium } from './helpers/browser/chromium.ts';
import { photographs } from './helpers/photographs.ts';

const onProgress = (line: string): void => void process.stdout.write(`${line}\n`);

await prepareProduct(onProgress);
await photographs(({ step, subject }) => { if (step !== 'cached') onProgress(`Photographs: ${step} ${subject}`); });
onProgress(`Browser: ${(await findChromium()).executablePath}`);
