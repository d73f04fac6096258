import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALS_PROGRAM, mastersOf, sparkCommand } from '#training/spark/spark-command';

const FOUND = {
  python: '/usr/bin/python3',
  pythonPath: ['/data/spark/py'],
  home: undefined,
  javaHome: '/jvm',
};
const command = (changes: Partial<Parameters<typeof sparkCommand>[0]> = {}) =>
  sparkCommand({
    found: FOUND,
    master: 'local[*]',
    driverMemory: '2g',
    scratch: '/tmp/run',
    requestFile: '/tmp/run/request.json',
    ...changes,
  });
/** The arguments as a shell, and so PySpark, takes them apart. */
const words = (text: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${text}`], { encoding: 'utf8' })
    .trim()
    .split('\n');

describe('the command that runs Spark', () => {
  it('starts the program in the repository, with the request alone', () => {
    const { program, args } = command();
    expect(program).toBe('/usr/bin/python3');
    expect(args).toEqual(['-u', ALS_PROGRAM, '/tmp/run/request.json']);
    expect(readFileSync(ALS_PROGRAM, 'utf8')).toMatch(/^"""Trains implicit ALS with Spark MLlib/);
  });

  it('keeps a local Spark on loopback', () => {
    const { environment } = command();
    expect(words(environment.PYSPARK_SUBMIT_ARGS!)).toEqual([
      ...['--master', 'local[*]', '--driver-memory', '2g'],
      ...['--conf', 'spark.ui.enabled=false', '--conf', 'spark.ui.showConsoleProgress=false'],
      ...['--conf', 'spark.sql.session.timeZone=UTC', '--conf', 'spark.driver.bindAddress=127.0.0.1'],
      'pyspark-shell',
    ]);
    expect(environment).toMatchObject({
      JAVA_HOME: '/jvm',
      PYSPARK_PYTHON: '/usr/bin/python3',
      PYTHONPATH: '/data/spark/py',
      SPARK_LOCAL_DIRS: '/tmp/run',
      SPARK_LOCAL_IP: '127.0.0.1',
    });
    expect(environment).not.toHaveProperty('SPARK_HOME');
  });

  it('goes to any master, with what that one needs', () => {
    const { environment } = command({
      master: 'spark://one:7077,two:7077',
      found: { ...FOUND, home: '/opt/spark', pythonPath: ['/opt/spark/python'] },
      jdbc: { jar: '/data/my jars/postgresql.jar' },
      pythonPath: '/own',
    });
    const submit = words(environment.PYSPARK_SUBMIT_ARGS!);
    expect(submit.slice(0, 2)).toEqual(['--master', 'spark://one:7077,two:7077']);
    expect(submit.slice(-3)).toEqual(['--jars', '/data/my jars/postgresql.jar', 'pyspark-shell']);
    expect(environment).toMatchObject({ SPARK_HOME: '/opt/spark', PYTHONPATH: '/opt/spark/python:/own' });
    expect(environment).not.toHaveProperty('SPARK_LOCAL_IP');
  });

  it('leaves the driver for Postgres to Spark where Maven has none', () => {
    const { environment } = command({ jdbc: { packages: 'org.postgresql:postgresql:1' } });
    expect(words(environment.PYSPARK_SUBMIT_ARGS!)).toContain('org.postgresql:postgresql:1');
  });
});

describe('the places of a master', () => {
  it.each([
    ['local[2]', []],
    ['yarn', []],
    ['spark://one', [{ host: 'one', port: 7077 }]],
    [
      'spark://one:7078,[::1]:7079',
      [
        { host: 'one', port: 7078 },
        { host: '::1', port: 7079 },
      ],
    ],
  ])('%s', (master, places) => {
    expect(mastersOf(master)).toEqual(places);
  });
});
