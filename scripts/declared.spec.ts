import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const PACKAGES = ['contract', 'data', 'elastic', 'recommender', 'jobs', 'api', 'web'];
const NOT_SHIPPED =
  /\.(spec|e2e)\.tsx?$|\/(testing|e2e)\/|(vite|vitest|react-router)\.config\.ts$|app\/routes\.ts$/;

/** `@nestjs/common/decorators` → `@nestjs/common`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

// In one workspace everything can be imported from everywhere; in an image there is only what its packages declare.
it.each(PACKAGES)('%s declares every package that it imports when it runs', (name) => {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const missing = globSync(`${name}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: (path) => /node_modules|\.react-router|dist$|build$/.test(path),
  })
    .filter((file) => !NOT_SHIPPED.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8').replace(/^import type [^;]*;$/gm, '');
      return ts
        .preProcessFile(text)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((specifier) => !/^[#./]|^virtual:|\?/.test(specifier))
        .map(packageOf)
        .filter((found) => !isBuiltin(found) && !(found in dependencies))
        .map((found) => `${file} imports ${found}`);
    });
  expect(missing).toEqual([]);
});
