const PASSED_ON = ['content-type', 'content-length', 'cache-control', 'etag'];

/** An answer of the API as our own: its body and what caches need; nothing but its name where the browser has it. */
export async function passOn(request: Request, answer: Response): Promise<Response> {
  const headers = new Headers();
  for (const header of PASSED_ON) {
    const value = answer.headers.get(header);
    if (value !== null) headers.set(header, value);
  }
  // The body is decoded by now: a length of the packed one would be wrong.
  if (answer.headers.has('content-encoding')) headers.delete('content-length');
  const name = answer.headers.get('etag');
  if (name === null || request.headers.get('if-none-match') !== name)
    return new Response(answer.body, { headers });
  await answer.body?.cancel();
  headers.delete('content-length');
  return new Response(null, { status: 304, headers });
}
