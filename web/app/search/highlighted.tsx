import { Fragment } from 'react';

const START = '\u0002';
const END = '\u0003';

/** Text with its evidence marked: matches stand between U+0002 and U+0003. */
export function Highlighted({ text }: { readonly text: string }) {
  return text.split(START).map((part, index) => {
    if (index === 0) return <Fragment key={index}>{part}</Fragment>;
    const [match = '', ...rest] = part.split(END);
    return (
      <Fragment key={index}>
        <mark>{match}</mark>
        {rest.join('')}
      </Fragment>
    );
  });
}
