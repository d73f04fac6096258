import { join } from 'node:path';

/** The launcher's class, by which a node of ours is known on the process list. */
export const MAIN_CLASS = 'marquee.node.EmbeddedNode';

/** Names the process that a node belongs to; the node ends with it. */
export const PARENT_PROPERTY = '-Dmarquee.parent=';

export interface NodeSettings {
  readonly home: string;
  readonly data: string;
  readonly logs: string;
  readonly httpPort: number;
  readonly transportPort: number;
  readonly clusterName: string;
  /** For a node that is not alone: its name among all nodes of the cluster. */
  readonly member?: Member | undefined;
}

export interface Member {
  readonly name: string;
  readonly nodes: readonly { readonly name: string; readonly transportPort: number }[];
}

export interface NodeCommand extends NodeSettings {
  readonly heapMb: number;
  readonly parent: number;
}

export function dataSetting(data: string): string {
  return `path.data=${data}`;
}

/** The arguments of `java`: flags of the machine, the class, the settings of the node. */
export function nodeArguments(command: NodeCommand): string[] {
  return [...machineFlags(command), MAIN_CLASS, ...nodeSettings(command)];
}

function machineFlags({ home, logs, heapMb, parent }: NodeCommand): string[] {
  return [
    `-Xms${Math.min(heapMb, 128)}m`,
    `-Xmx${heapMb}m`,
    '-XX:+UseG1GC',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:-UsePerfData',
    `-XX:ErrorFile=${join(logs, 'java-crash-%p.log')}`,
    // Lucene computes vector distances with it.
    '--add-modules=jdk.incubator.vector',
    '--enable-native-access=ALL-UNNAMED',
    // Newer Javas warn of Netty's use of Unsafe.
    '-Dio.netty.noUnsafe=true',
    '-Dio.netty.noKeySetOptimization=true',
    `-Des.nativelibs.path=${join(home, 'native')}`,
    '-Djava.awt.headless=true',
    // The node closes its log itself, after everything else.
    '-Dlog4j.shutdownHookEnabled=false',
    '-Dlog4j2.disable.jmx=true',
    `${PARENT_PROPERTY}${parent}`,
    '-cp',
    join(home, 'lib', '*'),
  ];
}

function nodeSettings(settings: NodeSettings): string[] {
  const { home, data, logs, httpPort, transportPort, clusterName, member } = settings;
  return [
    `path.home=${home}`,
    dataSetting(data),
    `path.logs=${logs}`,
    `cluster.name=${clusterName}`,
    `node.name=${member?.name ?? clusterName}`,
    'node.roles=master,data,ingest',
    ...(member ? discovery(member) : ['discovery.type=single-node']),
    'network.host=127.0.0.1',
    `http.port=${httpPort}`,
    `transport.port=${transportPort}`,
    // On a disk that is rather full the watermarks would turn every index read-only; here the disk is the user's own.
    'cluster.routing.allocation.disk.threshold_enabled=false',
  ];
}

/** Nodes find each other by their ports; those that the cluster begins with elect its first master. */
const discovery = ({ nodes }: Member): string[] => [
  `discovery.seed_hosts=${nodes.map(({ transportPort }) => `127.0.0.1:${transportPort}`).join(',')}`,
  `cluster.initial_master_nodes=${nodes.map(({ name }) => name).join(',')}`,
];
