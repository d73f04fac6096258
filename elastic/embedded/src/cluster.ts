import { join } from 'node:path';
import { type RunningElasticsearch, type StartOptions, startElasticsearch } from './launch.ts';

export interface ClusterOptions extends Pick<
  StartOptions,
  'home' | 'javaHome' | 'heapMb' | 'clusterName' | 'onProgress'
> {
  /** Folder of the nodes' data and logs, one folder each. */
  readonly folder: string;
  /** One node for each pair of ports. */
  readonly ports: readonly { readonly httpPort: number; readonly transportPort: number }[];
}

export interface RunningCluster {
  readonly nodes: readonly RunningElasticsearch[];
  /** Addresses of all nodes with commas between, as ELASTICSEARCH_URL takes them. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts several Elasticsearch nodes on this machine that make one cluster: to try what a cluster does, not to gain by it.
 * A majority of the nodes must be there for the cluster to answer writes: three of them bear the loss of one.
 *
 * @throws Error where a node does not start; the others are stopped then
 */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const { folder, ports, clusterName = 'marquee', ...shared } = options;
  const members = ports.map(({ transportPort }, at) => ({
    name: `${clusterName}-${at + 1}`,
    transportPort,
  }));
  const starts = ports.map((own, at) => {
    const { name } = members[at]!;
    return startElasticsearch({
      ...shared,
      ...own,
      clusterName,
      data: join(folder, name, 'data'),
      logs: join(folder, name, 'logs'),
      member: { name, nodes: members },
    });
  });
  const started = await Promise.allSettled(starts);
  const nodes = started.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())));
  const failed = started.find((start) => start.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { nodes, url: nodes.map(({ url }) => url).join(','), stop };
}
