import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
type Manifest = {
  readonly workspaces?: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
} & Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>>>
>;
const manifest = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json')));

const root = manifest('.');
const dependencies = ['.', ...root.workspaces!]
  .map(manifest)
  .flatMap((found) => [found.dependencies, found.devDependencies, found.optionalDependencies])
  .flatMap((list) => Object.entries(list ?? {}))
  .filter(([name]) => !name.startsWith('@marquee/'));

describe('docs/dependencies.md', () => {
  const named = [...read('docs/dependencies.md').matchAll(/`([^`\s]+)`/g)].map((match) => match[1]!);
  const isNamed = (name: string): boolean =>
    named.some((word) => word === name || (word.endsWith('*') && name.startsWith(word.slice(0, -1))));

  it('gives a reason for every dependency', () => {
    expect(dependencies.map(([name]) => name).filter((name) => !isNamed(name))).toEqual([]);
  });

  it('is about exact versions', () => {
    expect(dependencies.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

describe('.env.example', () => {
  const variables = [...read('contract/src/environment.ts').matchAll(/^ {2}([A-Z_]+): (?!')/gm)].map(
    (match) => match[1]!,
  );

  it('names every variable that Marquee reads, except what a test sets', () => {
    const named = [...read('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]!);
    expect(variables.length).toBeGreaterThan(20);
    expect(variables.filter((name) => !named.includes(name))).toEqual(['NODE_ENV']);
  });
});

describe('README.md', () => {
  const commands = [...read('README.md').matchAll(/npm (?:run )?([a-z][a-z:]*)/g)].map((match) => match[1]!);

  it('shows only commands that there are', () => {
    expect(commands).toEqual(expect.arrayContaining(['start', 'test', 'job']));
    expect(commands.filter((name) => !(name in root.scripts))).toEqual([]);
  });

  it('asks only for routes that there are', () => {
    const { paths } = JSON.parse(read('api/openapi.json')) as {
      readonly paths: Readonly<Record<string, unknown>>;
    };
    const known = Object.keys(paths).map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
    const asked = [...read('README.md').matchAll(/(?:\$API|localhost:3001)(\/v1\/[\w/-]+)/g)].map(
      (match) => match[1]!,
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((path) => !known.some((pattern) => pattern.test(path)))).toEqual([]);
  });
});
