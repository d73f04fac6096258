import { expect, it } from 'vitest';
import { nodeArguments } from './command.ts';

const SETTINGS = {
  home: '/es/home',
  data: '/es/my data',
  logs: '/es/logs',
  httpPort: 9201,
  transportPort: 9301,
  clusterName: 'marquee',
  heapMb: 512,
  parent: 42,
};

it('starts the launcher over the folders and ports it is given, and on loopback', () => {
  const args = nodeArguments(SETTINGS);
  const settings = args.slice(args.indexOf('marquee.node.EmbeddedNode') + 1);
  expect(settings).toEqual([
    'path.home=/es/home',
    'path.data=/es/my data',
    'path.logs=/es/logs',
    'cluster.name=marquee',
    'node.name=marquee',
    'node.roles=master,data,ingest',
    'discovery.type=single-node',
    'network.host=127.0.0.1',
    'http.port=9201',
    'transport.port=9301',
    'cluster.routing.allocation.disk.threshold_enabled=false',
  ]);
  expect(args).toEqual(expect.arrayContaining(['-Xmx512m', '-Dmarquee.parent=42', '/es/home/lib/*']));
});

it('tells a member of a cluster where the others are', () => {
  const nodes = [
    { name: 'node-1', transportPort: 9301 },
    { name: 'node-2', transportPort: 9302 },
  ];
  const args = nodeArguments({ ...SETTINGS, member: { name: 'node-1', nodes } });
  expect(args).toEqual(
    expect.arrayContaining([
      'node.name=node-1',
      'discovery.seed_hosts=127.0.0.1:9301,127.0.0.1:9302',
      'cluster.initial_master_nodes=node-1,node-2',
    ]),
  );
  expect(args).not.toContain('discovery.type=single-node');
});
