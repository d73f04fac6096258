import { defineConfig } from 'vite';

/** Only the API's own source is transformed (Nest reads decorator metadata); everything else stays a real import. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node24',
    sourcemap: true,
    minify: false,
    emptyOutDir: true,
    rolldownOptions: { external: (id: string) => !/^([#./]|@oxc-project\/)/.test(id) },
  },
  logLevel: 'warn',
});
