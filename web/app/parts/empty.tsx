import type { ReactNode } from 'react';

/** A reel that has run out. */
export function Reel() {
  return (
    <svg viewBox="0 0 120 90" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.5">
      <circle cx="46" cy="42" r="34" />
      <circle cx="46" cy="42" r="6" />
      <circle cx="46" cy="22" r="8" />
      <circle cx="46" cy="62" r="8" />
      <circle cx="27" cy="42" r="8" />
      <circle cx="65" cy="42" r="8" />
      <path d="M46 76c22 0 34-2 44 4s16 2 24-2" strokeDasharray="5 4" />
    </svg>
  );
}

interface EmptyProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly level?: 'h1' | 'h2';
}

export function Empty({ title, children, action, level: Level = 'h2' }: EmptyProps) {
  return (
    <div className="empty">
      <Reel />
      <Level>{title}</Level>
      <p>{children}</p>
      {action}
    </div>
  );
}
