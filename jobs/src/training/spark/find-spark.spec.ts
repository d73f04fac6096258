import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PermanentFailure } from '#outcome';
import { findSpark } from '#training/spark/find-spark';

let folder: string;
let log: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-spark-'));
  log = [];
});
afterEach(async () => await rm(folder, { recursive: true }));

async function aProgram(path: string, script: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** A machine with a Java and a Python whose `import pyspark.ml` goes well where PYTHONPATH holds a word. */
async function aMachine(python: { readonly importsFrom: string }): Promise<void> {
  const says = `    java.home = ${folder}/jvm\n    java.specification.version = 99\n`;
  await aProgram('jvm/bin/java', `printf '%s' '${says}' >&2`);
  await aProgram(
    'bin/python3',
    `if [ "$1" = -c ]; then case ":$PYTHONPATH:" in *${python.importsFrom}*) exit 0;; *) exit 1;; esac; fi\necho "no such index" >&2; exit 1`,
  );
}

const find = (changes: { readonly home?: string; readonly environment?: Record<string, string> } = {}) =>
  findSpark({
    folder: join(folder, 'data'),
    home: changes.home,
    log: (line) => void log.push(line),
    environment: { JAVA_HOME: join(folder, 'jvm'), PATH: join(folder, 'bin'), ...changes.environment },
  });

describe('what runs Spark', () => {
  it('is the PySpark of Python itself, when it has one', async () => {
    await aMachine({ importsFrom: '' });
    expect(await find()).toEqual({
      python: join(folder, 'bin/python3'),
      javaHome: join(folder, 'jvm'),
      pythonPath: [],
      home: undefined,
    });
    expect(log).toEqual([]);
  });

  it('is the one of SPARK_HOME before', async () => {
    await aMachine({ importsFrom: 'spark-4/python/lib/py4j-1-src.zip' });
    await aProgram('spark-4/python/lib/py4j-1-src.zip', '');
    const home = join(folder, 'spark-4');
    const { pythonPath } = await find({ home });
    expect(pythonPath).toEqual([join(home, 'python'), join(home, 'python/lib/py4j-1-src.zip')]);
    await expect(find({ home: join(folder, 'nothing') })).rejects.toThrow(/SPARK_HOME is .*nothing.*Spark 4/);
  });

  it('is fetched once where there is none', async () => {
    await aMachine({ importsFrom: 'nowhere' });
    // Imports what its pip has put into the folder.
    await aProgram(
      'bin/python3',
      `if [ "$1" = -c ]; then [ -f "$PYTHONPATH/pyspark" ]; exit $?; fi\nwhile [ "$1" != --target ]; do shift; done; : > "$2/pyspark"`,
    );
    expect((await find()).pythonPath).toEqual([join(folder, 'data/py')]);
    expect(log.join()).toMatch(/Getting pyspark==4/);
    await find();
    expect(log).toHaveLength(1);
  });

  it('is said to be missing, with what to do', async () => {
    await aMachine({ importsFrom: 'nowhere' });
    await expect(find()).rejects.toThrow(/could not be fetched with pip: no such index[^]*SPARK_HOME/);
    await expect(find({ environment: { PATH: '' } })).rejects.toThrow(/no python3 on the PATH/);
    await expect(find()).rejects.toBeInstanceOf(PermanentFailure);
  });
});
