import { defineConfig } from 'vitest/config';

/** Decorators and their metadata, which Nest reads, come from Vite's own transform. */
const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };

const project = (name: string, include: string[], timeout: number) => ({
  oxc,
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', '**/dist/**', '**/build/**', '.marquee*/**'],
    testTimeout: timeout,
    hookTimeout: timeout * 2,
    // What is waited for takes longer on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks' as const,
  },
});

const alone = ({ test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, sequence: { groupOrder: 1 } },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['**/*.spec.ts', '**/*.spec.tsx', '!**/*.medium.spec.ts'], 20_000),
      { ...project('medium', ['**/*.medium.spec.ts'], 60_000) },
      { ...project('e2e', ['**/*.e2e.ts', '!**/*.alone.e2e.ts'], 120_000) },
      // What takes a service away from all others comes after them.
      alone(project('e2e-alone', ['**/*.alone.e2e.ts'], 120_000)),
    ],
  },
});
