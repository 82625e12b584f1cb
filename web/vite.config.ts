/** Owns how the pages are bundled: one small first load, a part for each screen, no inline script. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Stands in `index.html` where the API writes the nonce of each answer. */
const NONCE_PLACE = '{{nonce}}';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: NONCE_PLACE },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npm run dev` in this folder: the API of `npm start` answers under the same origin.
  server: { port: 5173, proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
