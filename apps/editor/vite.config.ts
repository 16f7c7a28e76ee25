import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { quietDecoration } from './quiet-decoration.js';

/** Where the engine listens while the editor is developed; `npm run dev` sets it when 4700 is taken. */
const engine = process.env['GANGMU_ENGINE'] ?? 'http://127.0.0.1:4700';

export default defineConfig({
  plugins: [react(), quietDecoration()],
  // While developing, libraries are bundled beforehand, without the plugins above.
  optimizeDeps: { rolldownOptions: { plugins: [quietDecoration()] } },
  // Libraries are read from source, so that the editor builds without building them first.
  resolve: { conditions: ['@gangmu/source', 'module', 'browser', 'development|production'] },
  build: {
    // Office computers are updated late: Chromium 100 is of spring 2022.
    target: 'chrome100',
    cssTarget: 'chrome100',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // zod and its setting in one chunk: whatever makes a schema is evaluated after both.
            { name: 'schemas', test: /node_modules\/zod\/|platform\/no-eval/, priority: 30 },
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|react-router|scheduler|i18next|@tanstack)\//,
              priority: 20,
            },
            { name: 'canvas', test: /node_modules\/(@xyflow|d3-[a-z]+|zustand)\//, priority: 10 },
          ],
        },
      },
    },
  },
  server: { port: 4710, strictPort: false, proxy: { '/api': { target: engine, changeOrigin: false } } },
});
