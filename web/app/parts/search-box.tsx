import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Form, useNavigate, useRouteLoaderData } from 'react-router';
import type { Suggestion } from '@marquee/contract/search';
import { useStrings } from '#strings/use-strings.ts';
import type { loader } from '../root.tsx';
import { Icon } from './icons.tsx';
import { useSuggestions } from './use-suggestions.ts';

const pathOf = (item: Suggestion): string =>
  item.kind === 'movie' ? `/movies/${item.id}` : `/people/${encodeURIComponent(item.text)}`;

interface SearchBoxProps {
  readonly id: string;
  /** Filters that stay when the words change. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** The combobox of the WAI-ARIA practices, with a list; without scripts, a search form. */
export function SearchBox({ id, keep = {} }: SearchBoxProps) {
  const t = useStrings();
  const navigate = useNavigate();
  const listId = `${id}-list`;
  const q = useRouteLoaderData<typeof loader>('root')?.q ?? '';
  const [text, setText] = useState(q);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What was typed before scripts ran counts too; the page came with the default.
    if (box.current === null || box.current.value === box.current.defaultValue) return;
    setText(box.current.value);
    setOpen(document.activeElement === box.current);
  }, []);
  const { items, away } = useSuggestions(open ? text : '');
  const shown = open && items.length > 0;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (shown) event.preventDefault();
      setOpen(false);
      setActive(-1);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are items: the box itself.
      setActive((now) => ((now + 1 + step + items.length + 1) % (items.length + 1)) - 1);
    } else if (event.key === 'Enter' && shown && items[active]) {
      event.preventDefault();
      setOpen(false);
      void navigate(pathOf(items[active]));
    }
  };

  return (
    <search
      className="searchbox"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}
    >
      <Form action="/search" method="get" onSubmit={() => setOpen(false)}>
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="visually-hidden" htmlFor={id}>
          {t('search.label')}
        </label>
        <input
          ref={box}
          id={id}
          type="search"
          name="q"
          value={text}
          maxLength={500}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={t('search.placeholder')}
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
        <button aria-label={t('search.submit')}>
          <Icon name="search" />
        </button>
      </Form>
      <div
        id={listId}
        role="listbox"
        aria-label={t('search.suggestions')}
        className={shown ? 'suggestions' : 'visually-hidden'}
      >
        {shown &&
          items.map((item, index) => (
            <div
              key={`${item.kind}-${item.kind === 'movie' ? item.id : item.text}`}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              onPointerDown={(event) => event.preventDefault()}
              onPointerEnter={() => setActive(index)}
              onClick={() => {
                setOpen(false);
                void navigate(pathOf(item));
              }}
            >
              <span dir="auto">{item.text}</span>
              <span className="soft small">
                {item.kind === 'movie' ? item.year : t('search.person', { n: item.films })}
              </span>
            </div>
          ))}
      </div>
      <span className={away ? 'suggestions soft' : 'visually-hidden'} role="status">
        {away ? t('search.away') : open && text.length > 1 && t('search.suggested', { n: items.length })}
      </span>
    </search>
  );
}
