import type { TasteMap } from '@marquee/contract/map';
import { useState } from 'react';
import { useStrings } from '#strings/use-strings.ts';
import { filmsNamed } from './film-map.ts';

interface MapSearchProps {
  readonly map: TasteMap;
  readonly onFound: (film: number) => void;
}

/** Finds a film on the map by its title. */
export function MapSearch({ map, onFound }: MapSearchProps) {
  const t = useStrings();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const found = open ? filmsNamed(map, text) : [];
  const choose = (film: number): void => {
    setOpen(false);
    setText(map.films.titles[film]!);
    onFound(film);
  };
  return (
    <search
      className="map-search"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [best] = filmsNamed(map, text);
          if (best !== undefined) choose(best);
        }}
      >
        <label className="visually-hidden" htmlFor="map-find">
          {t('map.find')}
        </label>
        <input
          id="map-find"
          type="search"
          value={text}
          maxLength={100}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={t('map.find')}
          onFocus={() => setOpen(true)}
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
        />
      </form>
      {found.length > 0 && (
        <ul role="list" aria-label={t('map.found')}>
          {found.map((film) => (
            <li key={film}>
              <button type="button" onClick={() => choose(film)}>
                <span dir="auto">{map.films.titles[film]}</span>
                <span className="soft small">{map.films.years[film]}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="visually-hidden" role="status">
        {open && text.trim() !== '' ? t('map.matches', { n: found.length }) : ''}
      </span>
    </search>
  );
}
