import { useAnnounce } from '#parts/announcer.tsx';
import { useHydrated } from '#parts/use-hydrated.ts';
import { useStrings } from '#strings/use-strings.ts';

/** The address holds the whole group. */
export function ShareLink({ url }: { readonly url: string }) {
  const t = useStrings();
  const announce = useAnnounce();
  const hydrated = useHydrated();
  if (!hydrated)
    return (
      <a className="button second" href={url}>
        {t('together.link')}
      </a>
    );
  const copy = (): void => {
    void navigator.clipboard.writeText(location.href).then(
      () => announce(t('together.copied')),
      () => announce(location.href),
    );
  };
  return (
    <button type="button" className="button second" onClick={copy}>
      {t('together.copy')}
    </button>
  );
}
