import { connect } from 'node:net';
import { TransientFailure } from '#outcome';
import { mastersOf } from '#training/spark/spark-command';

const REACHED_WITHIN_MS = 3000;

/**
 * Asks whether a master `spark://…` answers; Spark itself would try for a minute. Other masters are not asked.
 * @throws TransientFailure when none of its places does
 */
export async function reachMaster(master: string): Promise<void> {
  const places = mastersOf(master);
  const problems = await Promise.all(places.map(problemOf));
  if (places.length > 0 && problems.every((problem) => problem !== undefined))
    throw new TransientFailure(
      `The Spark master ${master} (SPARK_MASTER) cannot be reached: ${problems.join(', ')}.`,
    );
}

function problemOf({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<string | undefined> {
  return new Promise((settle) => {
    const socket = connect({ host, port, timeout: REACHED_WITHIN_MS });
    const end = (problem: string | undefined): void => {
      socket.destroy();
      settle(problem);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`${host}:${port} is silent`));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(`${host}:${port} ${error.code ?? error.message}`),
    );
  });
}
