import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The web app: `vite build frontend` writes it to frontend/dist. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), tailwindcss()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // The domain's verifier of exports is the same in the browser; what it needs of Node is there in a small form.
  resolve: { alias: { 'node:crypto': fileURLToPath(new URL('verify/node-crypto.ts', import.meta.url)), 'node:buffer': fileURLToPath(new URL('verify/node-buffer.ts', import.meta.url)) } },
  worker: { format: 'es' },
  build: {
    emptyOutDir: true,
    // The content security policy allows no data: address for fonts and scripts, and a small file more costs nothing.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
