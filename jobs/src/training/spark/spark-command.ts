import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a PySpark was found. */
export interface FoundSpark {
  readonly python: string;
  /** What Python needs on its path to import it; none where it is installed for this Python. */
  readonly pythonPath: readonly string[];
  /** Folder of an installation, for SPARK_HOME; undefined where PySpark brings its own. */
  readonly home: string | undefined;
  readonly javaHome: string;
}

export interface SparkCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Changes to the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where in the repository the Python program lies. */
export const ALS_PROGRAM = fileURLToPath(new URL('../../../spark/als.py', import.meta.url));

/**
 * The command that runs `als.py` as Spark's driver. It is Python that is started, not `spark-submit`: PySpark then starts its
 * own Java with the arguments of `PYSPARK_SUBMIT_ARGS`, which are those of `spark-submit`, and ends it when Python ends.
 */
export function sparkCommand(of: {
  readonly found: FoundSpark;
  readonly master: string;
  readonly driverMemory: string;
  /** Folder for what Spark spills. */
  readonly scratch: string;
  readonly requestFile: string;
  /** The driver for Postgres: a jar, or Maven coordinates that Spark resolves itself. */
  readonly jdbc?: { readonly jar: string } | { readonly packages: string } | undefined;
  /** PYTHONPATH of this process. */
  readonly pythonPath?: string | undefined;
}): SparkCommand {
  const { found, jdbc } = of;
  const submit = [
    ...['--master', of.master],
    ...['--driver-memory', of.driverMemory],
    ...['--conf', 'spark.ui.enabled=false'],
    ...['--conf', 'spark.ui.showConsoleProgress=false'],
    ...['--conf', 'spark.sql.session.timeZone=UTC'],
    // A local master talks to itself only; another one must find the driver by the machine's own name.
    ...(isLocal(of.master) ? ['--conf', 'spark.driver.bindAddress=127.0.0.1'] : []),
    ...(jdbc === undefined ? [] : 'jar' in jdbc ? ['--jars', jdbc.jar] : ['--packages', jdbc.packages]),
    'pyspark-shell',
  ];
  const paths = [...found.pythonPath, ...(of.pythonPath ? [of.pythonPath] : [])];
  return {
    program: found.python,
    args: ['-u', ALS_PROGRAM, of.requestFile],
    environment: {
      JAVA_HOME: found.javaHome,
      PYSPARK_PYTHON: found.python,
      PYSPARK_DRIVER_PYTHON: found.python,
      PYSPARK_SUBMIT_ARGS: submit.map(quoted).join(' '),
      SPARK_LOCAL_DIRS: of.scratch,
      ...(isLocal(of.master) ? { SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_HOSTNAME: 'localhost' } : {}),
      ...(found.home === undefined ? {} : { SPARK_HOME: found.home }),
      ...(paths.length > 0 ? { PYTHONPATH: paths.join(delimiter) } : {}),
    },
  };
}

export const isLocal = (master: string): boolean => master.startsWith('local');

/** Folders that Python needs for the PySpark inside a Spark installation. */
export const pythonPathOf = (home: string, py4j: string): readonly string[] => [
  join(home, 'python'),
  join(home, 'python/lib', py4j),
];

/** PySpark splits the arguments as a shell does. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./*-]+$/.test(word) && !word.includes('*') ? word : `'${word.replaceAll("'", `'"'"'`)}'`;

/** Hosts and ports of `spark://one:7077,two:7077`; none for other masters. */
export function mastersOf(master: string): { readonly host: string; readonly port: number }[] {
  if (!master.startsWith('spark://')) return [];
  return master
    .slice('spark://'.length)
    .split(',')
    .map((place) => {
      const { hostname, port } = new URL(`spark://${place}`);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 7077) };
    });
}
