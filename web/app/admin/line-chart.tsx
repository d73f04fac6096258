import { FramedTable } from '#parts/framed-table.tsx';
import { useStrings } from '#strings/use-strings.ts';
import { scaleOf } from './scale.ts';

export interface Point {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Series {
  readonly name: string;
  /** One for each place on the x axis; null where there is none. */
  readonly points: readonly (Point | null)[];
}

interface LineChartProps {
  readonly label: string;
  /** Names of the places on the x axis, and what they are. */
  readonly xs: readonly string[];
  readonly xName: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** Whether the axis begins at zero; true unless told. */
  readonly fromZero?: boolean;
}

/** Told apart without colours: by dashes and by the shape of the points. */
const DASHES = [undefined, '7 5', '2 4', '12 4 2 4', '4 2'] as const;
const CAPS = ['round', 'square', 'round', 'square', 'round'] as const;
const look = (at: number) => ({
  stroke: `var(--series-${(at % DASHES.length) + 1})`,
  strokeDasharray: DASHES[at % DASHES.length],
});
const cap = (at: number) => CAPS[at % CAPS.length]!;

/** Lines over time, with the numbers as a table beneath. Stretches to any width; strokes, points and letters stay as they are. */
export function LineChart({ label, xs, xName, series, format, fromZero = true }: LineChartProps) {
  const t = useStrings();
  const values = series.flatMap(({ points }) =>
    points.flatMap((point) =>
      point === null ? [] : [point.value, point.low ?? point.value, point.high ?? point.value],
    ),
  );
  const scale = scaleOf(values, { fromZero });
  const y = (value: number): number => 100 - 100 * scale.at(value);
  const x = (at: number): number => (xs.length === 1 ? 50 : (100 * at) / (xs.length - 1));
  const spoken = series
    .map(({ name, points }) => {
      const last = points.findLast((point) => point !== null);
      return last ? `${name} ${format(last.value)}` : name;
    })
    .join(', ');
  return (
    <figure className="line-chart">
      <ul className="cluster small" role="list" aria-hidden="true">
        {series.map(({ name }, at) => (
          <li className="cluster" key={name}>
            <svg className="key" viewBox="0 0 40 12">
              <path d="M2 6H38" {...look(at)} />
              <path className="point" d="M20 6h0" stroke={look(at).stroke} strokeLinecap={cap(at)} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div className="plot">
        <div className="ticks small soft" aria-hidden="true">
          {scale.ticks.toReversed().map((tick) => (
            <span key={tick}>{format(tick)}</span>
          ))}
        </div>
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${label}. ${t('chart.latest')}: ${spoken}`}
        >
          {scale.ticks.map((tick) => (
            <path key={tick} className="axis" d={`M0 ${y(tick)}H100`} />
          ))}
          {series.map(({ name, points }, at) => (
            <g key={name}>
              <path d={lineOf(points, x, y)} {...look(at)} />
              {points.map((point, place) =>
                point?.low === undefined || point.high === undefined ? null : (
                  <path
                    key={`i${place}`}
                    className="interval"
                    d={`M${x(place)} ${y(point.low)}V${y(point.high)}`}
                    stroke={look(at).stroke}
                  />
                ),
              )}
              {points.map(
                (point, place) =>
                  point &&
                  (xs.length <= MOST_POINTS || place === xs.length - 1) && (
                    <path
                      key={place}
                      className="point"
                      d={`M${x(place)} ${y(point.value)}h0`}
                      stroke={look(at).stroke}
                      strokeLinecap={cap(at)}
                    />
                  ),
              )}
            </g>
          ))}
        </svg>
        <div className="places small soft" aria-hidden="true">
          {placesShown(xs).map((name, at) => (
            <span key={at}>{name}</span>
          ))}
        </div>
      </div>
      <Numbers {...{ label, xs, xName, series, format }} />
    </figure>
  );
}

const MOST_POINTS = 16;

function lineOf(points: Series['points'], x: (at: number) => number, y: (value: number) => number): string {
  let isDown = false;
  return points
    .map((point, at) => {
      const command = isDown ? 'L' : 'M';
      isDown = point !== null;
      return point === null ? '' : `${command}${x(at).toFixed(2)} ${y(point.value).toFixed(2)}`;
    })
    .join('');
}

/** The first and the last, and the middle where there is one: names stand evenly, as their places must. */
function placesShown(xs: readonly string[]): readonly string[] {
  if (xs.length <= 3) return xs;
  return xs.length % 2 === 0 ? [xs[0]!, xs.at(-1)!] : [xs[0]!, xs[(xs.length - 1) / 2]!, xs.at(-1)!];
}

function Numbers({ label, xs, xName, series, format }: Omit<LineChartProps, 'fromZero'>) {
  const t = useStrings();
  return (
    <details className="numbers">
      <summary className="small">{t('chart.numbers')}</summary>
      <FramedTable aria-label={label} heads={[xName, ...series.map(({ name }) => name)]}>
        {xs.map((name, at) => (
          <tr key={at}>
            <th scope="row">{name}</th>
            {series.map((one) => (
              <td key={one.name}>{numberText(one.points[at] ?? null, format)}</td>
            ))}
          </tr>
        ))}
      </FramedTable>
    </details>
  );
}

function numberText(point: Point | null, format: (value: number) => string): string {
  if (point === null) return '–';
  const { value, low, high } = point;
  return low === undefined || high === undefined
    ? format(value)
    : `${format(value)} (${format(low)} – ${format(high)})`;
}
