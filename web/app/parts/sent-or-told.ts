import { data } from 'react-router';

interface Sending<Answer> {
  readonly request: Request;
  readonly serverAction: () => Promise<Answer>;
}

/**
 * Sends a form of a script to its action. One that cannot be sent, or is answered by an error, is told to the page that
 * sent it, which takes back what it showed early; any other form throws.
 */
export async function sentOrTold<Answer, Outcome>(
  { request, serverAction }: Sending<Answer>,
  failed: (form: FormData) => Outcome,
) {
  const form = await request.clone().formData();
  try {
    return await serverAction();
  } catch (error) {
    if (error instanceof Response || !form.has('scripted')) throw error;
    // Of a status that says that nothing changed: what the page shows is not asked for again.
    return data(failed(form), { status: 503 });
  }
}
