import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

/** The server build holds everything it needs, so that starting it reads one file. */
export default defineConfig({
  plugins: [reactRouter()],
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  environments: {
    ssr: {
      resolve: { noExternal: true },
      build: { rollupOptions: { input: './app/server/handler.server.ts' } },
    },
  },
  build: { target: 'es2022', cssTarget: ['chrome125', 'firefox128', 'safari18'], assetsInlineLimit: 0, reportCompressedSize: false },
});
