import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assembleElasticsearch } from '../elastic/embedded/src/assemble.ts';
import { startCluster } from '../elastic/embedded/src/cluster.ts';
import { findJava } from '../elastic/embedded/src/java.ts';
import { CACHE } from './cache-folder.ts';

/**
 * Starts three Elasticsearch nodes on this machine as one cluster, and prints how to use it:
 * `node scripts/cluster.ts [--data FOLDER] [--nodes 3] [--port 9210] [--heap 512]`. Ctrl-C ends it.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.marquee/cluster' },
    nodes: { type: 'string', default: '3' },
    port: { type: 'string', default: '9210' },
    heap: { type: 'string', default: '512' },
  },
});
const say = (line: string): void => console.error(line);
const java = await findJava();
const cacheDir = join(CACHE, 'elasticsearch');
const home = await assembleElasticsearch({ cacheDir, javaHome: java.home, onProgress: say });
const [first, count, heapMb] = [values.port, values.nodes, values.heap].map(Number) as [
  number,
  number,
  number,
];
if (!(
  [first, count, heapMb].every(Number.isInteger) &&
  first > 0 &&
  first < 65_000 &&
  count >= 1 &&
  count <= 100 &&
  heapMb >= 128
))
  throw new RangeError(
    '--port, --nodes (1 to 100) and --heap (megabytes, 128 or more) must be whole numbers',
  );
const ports = Array.from({ length: count }, (_, at) => ({
  httpPort: first + at,
  transportPort: first + 100 + at,
}));
const cluster = await startCluster({
  home,
  javaHome: java.home,
  folder: resolve(values.data),
  ports,
  heapMb,
  onProgress: say,
});
for (const node of cluster.nodes) {
  say(`${node.url} is process ${node.pid}`);
  void node.exited.then(({ code, signal }) => say(`${node.url} has ended (${signal ?? `code ${code}`})`));
}
console.log(`export ELASTICSEARCH_URL='${cluster.url}' ELASTICSEARCH_REPLICAS=1`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cluster.stop().then(() => process.exit(0)));
