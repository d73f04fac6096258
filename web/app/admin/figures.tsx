interface FiguresProps {
  readonly label: string;
  readonly figures: readonly { readonly name: string; readonly text: string; readonly note?: string }[];
}

/** Numbers that matter most, large. */
export function Figures({ label, figures }: FiguresProps) {
  return (
    <ul className="panels figures" role="list" aria-label={label}>
      {figures.map(({ name, text, note }) => (
        <li className="panel figure" key={name}>
          <strong>{text}</strong>
          <span className="soft">{name}</span>
          {note && <span className="soft small">{note}</span>}
        </li>
      ))}
    </ul>
  );
}
