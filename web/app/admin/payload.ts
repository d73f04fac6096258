/** "seed=7 force=true reason=nightly" → `{seed: 7, force: true, reason: 'nightly'}`. */
export function payloadOf(text: string): Readonly<Record<string, string | number | boolean>> {
  const pairs = [...text.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(
    ([, name, value]) => [name!, valueOf(value!)] as const,
  );
  return Object.fromEntries(pairs);
}

function valueOf(text: string): string | number | boolean {
  const bare = text.replace(/^"|"$/g, '');
  if (bare === 'true' || bare === 'false') return bare === 'true';
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : bare;
}
