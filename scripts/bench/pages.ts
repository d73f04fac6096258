import { ask, someFilms } from './ask.ts';
import { startBare } from './bare-server.ts';
import { median, pairedRatio } from './figures.ts';
import type { Figure, Measured } from './figures.ts';
import { cpuSeconds, processesOf } from './target.ts';
import type { Target } from './target.ts';

const ROUNDS = 60;
const WARM_UP = 10;

/**
 * Pages of the web app against a bare React Router page that asks the API the same and renders a list of titles, in turns,
 * one client. Each page has been asked for once before, so that the API answers both alike.
 */
export async function benchPages({ api, web, environment }: Target): Promise<Measured> {
  const bare = await startBare('bare-page.ts', [api]);
  const webPid = processesOf(environment.MARQUEE_DATA).get('web');
  try {
    const films = await someFilms(api, 20);
    const figures: Figure[] = [];
    const details: Record<string, unknown> = {};
    for (const [name, paths] of [
      ['search page', ['toys that are alive', 'alien', 'boy talks to ghosts'].map(searchPath)],
      ['film page', films.map((id) => `/movies/${String(id)}`)],
    ] as const) {
      const ways = { web: { url: web, pid: webPid }, bare: { url: bare.url, pid: bare.pid } };
      const taken = await inTurns(ways, paths);
      figures.push(
        { what: `${name} over a bare one, time`, value: pairedRatio(taken.web.ms, taken.bare.ms) },
        { what: `${name} over a bare one, CPU`, value: taken.web.cpu / taken.bare.cpu },
        { what: name, value: median(taken.web.ms), unit: 'ms' },
        { what: `bare ${name}`, value: median(taken.bare.ms), unit: 'ms' },
        { what: `${name}, CPU of the web server`, value: (taken.web.cpu / ROUNDS) * 1000, unit: 'ms' },
        { what: `${name}, HTML`, value: taken.web.bytes / 1000, unit: 'kB' },
      );
      details[name] = taken;
    }
    return { figures, details };
  } finally {
    await bare.stop();
  }
}

const searchPath = (query: string): string => `/search?q=${encodeURIComponent(query)}`;

interface Way {
  readonly url: string;
  readonly pid: number | undefined;
}
interface Taken {
  readonly ms: number[];
  cpu: number;
  bytes: number;
}

async function inTurns<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  paths: readonly string[],
): Promise<Record<Name, Taken>> {
  const names = Object.keys(ways) as Name[];
  const taken = Object.fromEntries(
    names.map((name) => [name, { ms: [], cpu: 0, bytes: 0 }]),
  ) as unknown as Record<Name, Taken>;
  // Whole rounds of all pages, since the kernel counts CPU in hundredths of a second.
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const { url, pid } = ways[name];
      const [startedAt, cpu] = [performance.now(), cpuSeconds(pid)];
      const html = await ask(url + paths[(round + WARM_UP) % paths.length]!);
      if (round < 0) continue;
      taken[name].ms.push(performance.now() - startedAt);
      taken[name].cpu += cpuSeconds(pid) - cpu;
      taken[name].bytes = html.length;
    }
  }
  return taken;
}
