interface DialProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly low: string;
  readonly high: string;
  readonly onSettle?: (form: HTMLFormElement | null) => void;
}

/** A slider from 0 to 1 with its ends named. */
export function Dial({ name, label, value, low, high, onSettle }: DialProps) {
  return (
    <label className="dial">
      <span className="label">{label}</span>
      <input
        type="range"
        name={name}
        min="0"
        max="1"
        step="0.05"
        defaultValue={value}
        onPointerUp={(event) => onSettle?.(event.currentTarget.form)}
        onKeyUp={(event) => event.key.startsWith('Arrow') && onSettle?.(event.currentTarget.form)}
      />
      <span className="dial-ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </span>
    </label>
  );
}
