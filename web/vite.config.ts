import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

/** Text fonts start loading with the page instead of after the style sheet. */
function preloadTextFont(): Plugin {
  return {
    name: 'titian-preload-text-font',
    transformIndexHtml(html, context) {
      const font = Object.keys(context.bundle ?? {}).find((file) =>
        /plus-jakarta-sans-latin-wght-normal.*\.woff2$/.test(file),
      );
      if (font === undefined) return html;
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' };
      return { html, tags: [{ tag: 'link', attrs, injectTo: 'head' }] };
    },
  };
}

const API = process.env['TITIAN_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), preloadTextFont()],
  server: { port: 5173, proxy: { '/v1': { target: API, changeOrigin: false } } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    /** Inlined data: addresses would need holes in the content security policy. */
    assetsInlineLimit: 0,
    /** Script files are named by what they hold; the polyfill would be an inline script. */
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
