import { Children, cloneElement, Fragment, isValidElement } from 'react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Scripts } from 'react-router';

/**
 * The router's scripts, asked for after what a page is painted with: it preloads them as urgently as styles, which
 * on a slow network then come last.
 */
export function LateScripts({ nonce }: { readonly nonce: string | undefined }) {
  return late(Scripts({ nonce }));
}

function late(node: ReactNode): ReactNode {
  return Children.map(node, (child) => {
    if (!isValidElement(child)) return child;
    if (child.type === Fragment)
      return <>{late((child as ReactElement<{ readonly children?: ReactNode }>).props.children)}</>;
    return child.type === 'link'
      ? cloneElement(child as ReactElement<LinkProps>, { fetchPriority: 'low' })
      : child;
  });
}

type LinkProps = ComponentProps<'link'>;
