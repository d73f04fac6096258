import { isFree, whoListens } from './services/ports.ts';

/** A port that people use is taken by another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/**
 * @param ports the variable that chooses each port, and the port
 * @throws PortTakenError that says for every taken port which, by whom, and how to choose others.
 */
export async function assertFree(ports: Readonly<Record<string, number>>, host: string): Promise<void> {
  const taken: string[] = [];
  for (const [variable, port] of Object.entries(ports)) {
    if (await isFree(port, host)) continue;
    taken.push(
      `Port ${port} (${variable}) is taken by ${whoListens(port) ?? 'a process that this user may not see'}.`,
    );
  }
  if (taken.length === 0) return;
  const names = Object.keys(ports);
  throw new PortTakenError(
    [
      ...taken,
      `Stop it, or choose other ports: ${names.map((name, position) => `${name}=${3100 + position}`).join(' ')} npm start`,
      `For a second Marquee beside a running one give it a folder too: MARQUEE_DATA=.marquee-2`,
    ].join('\n'),
  );
}
