import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** Compresses scripts and styles once, as far as it goes, beside the files themselves. */
const precompressed: Plugin = {
  name: 'marquee-precompressed',
  writeBundle: {
    order: 'post',
    handler(options, bundle) {
      if (this.environment.name !== 'client' || options.dir === undefined) return;
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
        const file = join(options.dir, name);
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params }));
      }
    },
  },
};

/** What the browser takes in React's place, a fifth of its size; the server streams with React (docs/decisions/0013). */
const PREACT: Readonly<Record<string, string>> = {
  react: fileURLToPath(new URL('app/browser/react.mjs', import.meta.url)),
  'react/jsx-runtime': 'preact/compat/jsx-runtime',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
};

const preactInBrowsers: Plugin = {
  name: 'marquee-preact',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId(id) {
    const instead = PREACT[id];
    // Preact stands among the packages of this folder, wherever the router asks from.
    return instead && this.resolve(instead, import.meta.filename, { skipSelf: true });
  },
};

/**
 * What pages share travels in two files instead of twenty: each file costs a third of a kilobyte of headers, and small
 * ones compress badly. What draws posters stays out, as it waits for a person.
 */
const SHARED = [
  {
    name: 'router',
    test: /node_modules\/(?:react-router\/dist\/(?!production\/lib\/dom-export)|preact\/)/,
    priority: 2,
  },
  {
    name: 'site',
    test: /\/app\/(?:parts|poster\/drawing|server|styles|strings\/[^/-]+\.ts)/,
    minShareCount: 2,
    priority: 1,
  },
];

/** The server build holds what it needs, so that starting it reads one file. */
export default defineConfig({
  plugins: [preactInBrowsers, reactRouter(), precompressed],
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  environments: {
    client: {
      build: { rollupOptions: { output: { codeSplitting: { groups: SHARED } } } },
    },
    ssr: {
      // Native code cannot be put into a file of ours.
      resolve: { noExternal: true, external: ['sharp'] },
      build: { rollupOptions: { input: './app/server/handler.server.ts' } },
    },
  },
  build: {
    target: 'es2022',
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
