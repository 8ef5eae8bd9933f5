/** Builds the page into the Python package, from where the server sends it. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const backend = process.env['TINKERNET_BACKEND'] ?? 'http://127.0.0.1:8000';

/** KaTeX names each font in three formats; every browser we support reads woff2. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('katex') || !id.includes('.css')) return null;
      return code.replaceAll(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\(["'][a-z]+["']\)/g, '');
    },
  };
}

export default defineConfig({
  plugins: [svelte(), woff2Only()],
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  build: {
    outDir: '../backend/tinkernet/server/static',
    emptyOutDir: true,
    target: 'es2022',
    // A strict content policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    port: 5173,
    // The gallery shows the pictures that the tests keep.
    fs: { allow: ['..'] },
    proxy: {
      '/api': backend,
      '/ws': { target: backend, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/vitest-setup.ts'],
    restoreMocks: true,
    passWithNoTests: true,
  },
});
