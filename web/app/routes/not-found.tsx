import { data } from 'react-router';

export function loader(): never {
  throw data({ code: 'not-found' }, { status: 404 });
}

/** Never shown: the loader answers with the error page. */
export default function NotFound() {
  return null;
}
