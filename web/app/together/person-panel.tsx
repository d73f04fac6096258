import { Form, Link } from 'react-router';
import { Icon } from '#parts/icons.tsx';
import { useStrings } from '#strings/use-strings.ts';
import { groupAddress, MOST_FILMS, withFilms } from './group-address.ts';
import type { Group } from './group-address.ts';

interface Film {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
}

interface PersonPanelProps {
  readonly group: Group;
  readonly index: number;
  readonly own: readonly number[];
  readonly films: readonly Film[];
  readonly words: string;
  readonly seeker: number;
  readonly candidates:
    readonly { readonly id: number; readonly text: string; readonly year: number | null }[] | null;
  readonly favourites: readonly number[];
}

/** One of the group: the films they like, and a way to add to them. Links and a form do it all. */
export function PersonPanel({
  group,
  index,
  own,
  films,
  words,
  seeker,
  candidates,
  favourites,
}: PersonPanelProps) {
  const t = useStrings();
  const name = t('together.person', { number: index + 1 });
  const titles = new Map(films.map((film) => [film.id, film]));
  const seeking = seeker === index && candidates !== null;
  const add = (ids: readonly number[]): string =>
    groupAddress(withFilms(group, index, [...new Set([...own, ...ids])].slice(0, MOST_FILMS)));
  return (
    <li className="panel">
      <div className="split">
        <h2>{name}</h2>
        {group.people.length > 2 && (
          <Link
            className="quiet"
            to={groupAddress({ ...group, people: group.people.filter((_, at) => at !== index) })}
            preventScrollReset
            aria-label={t('together.removeNamed', { name })}
          >
            {t('together.remove')}
          </Link>
        )}
      </div>
      {own.length > 0 && (
        <ul className="chips" role="list" aria-label={t('together.liked', { name })}>
          {own.map((id) => {
            const title = titles.get(id)?.title ?? String(id);
            return (
              <li key={id}>
                <Link
                  className="chip on"
                  to={groupAddress(
                    withFilms(
                      group,
                      index,
                      own.filter((other) => other !== id),
                    ),
                  )}
                  preventScrollReset
                  aria-label={t('filter.remove', { name: title })}
                >
                  {title} <Icon name="close" />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      <Form method="get" className="cluster seek" preventScrollReset>
        {group.people.map((ids, at) => (
          <input key={at} type="hidden" name="p" value={ids.join(',')} />
        ))}
        <input type="hidden" name="fairness" value={group.fairness} />
        <input type="hidden" name="for" value={index} />
        <input
          type="text"
          name="find"
          defaultValue={seeking ? words : ''}
          maxLength={100}
          required
          aria-label={t('together.findFor', { name })}
          placeholder={t('together.find')}
          autoComplete="off"
        />
        <button className="button second">{t('search.submit')}</button>
      </Form>
      {seeking && (
        <ul className="chips" role="list" aria-label={t('search.suggestions')}>
          {candidates.length === 0 && <li className="soft">{t('none.title')}</li>}
          {candidates.map(({ id, text, year }) => (
            <li key={id}>
              <Link className="chip" to={add([id])} preventScrollReset>
                + {text} <span className="soft">{year}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {index === 0 && own.length === 0 && favourites.length > 0 && (
        <Link className="quiet" to={add(favourites)} preventScrollReset>
          {t('together.mine')}
        </Link>
      )}
    </li>
  );
}
