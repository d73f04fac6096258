import type { ReactNode } from 'react';
import { FramedTable } from '#parts/framed-table.tsx';

export interface BarRow {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly more?: readonly ReactNode[];
}

interface BarTableProps {
  readonly labelledBy: string;
  /** Heads of the columns: what a row is, what the bar shows, and the rest. */
  readonly heads: readonly string[];
  readonly rows: readonly BarRow[];
  /** What the longest bar stands for; the largest value unless told. */
  readonly most?: number;
}

/** A chart that is its own table of numbers. */
export function BarTable({ labelledBy, heads, rows, most = largest(rows) }: BarTableProps) {
  return (
    <FramedTable className="bar-table" aria-labelledby={labelledBy} heads={heads}>
      {rows.map(({ name, value, text, more = [] }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>
            <span>{text}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width={value === 0 ? 0 : Math.max(1, (100 * value) / most)} height="8" />
            </svg>
          </td>
          {more.map((cell, at) => (
            <td key={at}>{cell}</td>
          ))}
        </tr>
      ))}
    </FramedTable>
  );
}

const largest = (rows: readonly BarRow[]): number => Math.max(...rows.map(({ value }) => value), 1e-9);
