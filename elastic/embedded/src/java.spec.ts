import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findJava } from './java.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-java-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A folder like a Java's, whose `java` says what a real one of that version says of itself. */
async function aJava(version: number, { compiler = true } = {}): Promise<string> {
  const home = join(folder, `java-${version}-${compiler}`);
  await mkdir(join(home, 'bin'), { recursive: true });
  const says = `    java.home = ${home}\n    java.specification.version = ${version}\n`;
  await writeFile(join(home, 'bin/java'), `#!/bin/sh\nprintf '%s' '${says}' >&2\n`);
  await chmod(join(home, 'bin/java'), 0o755);
  if (compiler) await writeFile(join(home, 'bin/javac'), '');
  return home;
}

// Versions from 90 on, so that no Java of this machine is ever chosen.
describe('findJava', () => {
  it('takes JAVA_HOME first', async () => {
    const [home, other] = [await aJava(91), await aJava(92)];
    const env = { JAVA_HOME: home, PATH: join(other, 'bin') };
    expect(await findJava({ env, minimum: 90 })).toEqual({ home, version: 91 });
  });

  it('passes over what is too old or has no compiler', async () => {
    const [old, runtime, fit] = [await aJava(89), await aJava(95, { compiler: false }), await aJava(93)];
    const env = { JAVA_HOME: old, PATH: [runtime, fit].map((home) => join(home, 'bin')).join(':') };
    expect(await findJava({ env, minimum: 90 })).toEqual({ home: fit, version: 93 });
  });

  it('takes one without a compiler for who only runs programs', async () => {
    const runtime = await aJava(95, { compiler: false });
    const env = { PATH: join(runtime, 'bin') };
    expect(await findJava({ env, minimum: 90, compiler: false })).toEqual({ home: runtime, version: 95 });
  });

  it('says what it found and what to install', async () => {
    const env = { JAVA_HOME: await aJava(89), PATH: join(await aJava(95, { compiler: false }), 'bin') };
    const search = findJava({ env, minimum: 90 });
    await expect(search).rejects.toThrow(/java-89-true is version 89.*java-95-false has no compiler/);
    await expect(search).rejects.toThrow('apt install');
  });
});
