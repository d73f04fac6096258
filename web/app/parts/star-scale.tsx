import { useStrings } from '#strings/use-strings.ts';
import { STAR } from './icons.tsx';
import { stars } from './names.ts';

const VALUES = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5] as const;

interface StarScaleProps {
  readonly value: number | null;
  readonly onChoose?: (value: number) => void;
}

/** Ten radio buttons that look like five stars: arrow keys, touch and mouse all choose halves. */
export function StarScale({ value, onChoose }: StarScaleProps) {
  const t = useStrings();
  return (
    <div className={onChoose ? 'stars-scale' : 'stars-scale plain'}>
      {VALUES.map((step) => (
        <label key={step} className={value !== null && step <= value ? 'lit' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
            <path d={STAR} />
          </svg>
          <input
            type="radio"
            name="rating"
            value={step}
            {...(onChoose
              ? { checked: value === step, onChange: () => onChoose(step) }
              : { defaultChecked: value === step })}
            aria-label={t('rate.stars', { n: step, stars: stars(t, step) })}
          />
        </label>
      ))}
    </div>
  );
}
