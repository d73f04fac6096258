import type { ReactNode } from 'react';

interface FramedTableProps {
  /** Heads of the columns. */
  readonly heads: readonly ReactNode[];
  /** The rows. */
  readonly children: ReactNode;
  readonly className?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
}

/** A table in a frame within which it is scrolled, by keys too, where the page is too narrow for it. */
export function FramedTable({ heads, children, className = '', ...name }: FramedTableProps) {
  return (
    <div className={`table-frame ${className}`} tabIndex={0} role="group" {...name}>
      <table>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th scope="col" key={at}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
