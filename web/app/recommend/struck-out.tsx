import { useStrings } from '#strings/use-strings.ts';
import { Icon } from '#parts/icons.tsx';

/** Films that do not speak for one's taste; each can count again. */
export function StruckOut({
  films,
}: {
  readonly films: readonly { readonly id: number; readonly title: string }[];
}) {
  const t = useStrings();
  if (films.length === 0) return null;
  return (
    <div className="cluster">
      <span className="soft small">{t('struck.title')}</span>
      {films.map(({ id, title }) => (
        <form key={id} method="post" action="/actions/taste">
          <input type="hidden" name="movieId" value={id} />
          <input type="hidden" name="to" value="/recommendations" />
          <button className="chip" name="intent" value="unstrike" aria-label={t('struck.undo', { title })}>
            <s>{title}</s> <Icon name="undo" />
          </button>
        </form>
      ))}
    </div>
  );
}
