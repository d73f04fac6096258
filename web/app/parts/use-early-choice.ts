import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Where a form is sent as soon as something is chosen: sends what was chosen before scripts ran, once.
 * The button for browsers without scripts is of class `unscripted`.
 */
export function useEarlyChoice(send: (form: HTMLFormElement) => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current || form.current === null) return;
    looked.current = true;
    if ([...form.current.elements].some(isChanged)) send(form.current);
  }, [send]);
  return form;
}

function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.defaultSelected === false;
  if (!(control instanceof HTMLInputElement) || control.type === 'hidden') return false;
  return control.checked !== control.defaultChecked || control.value !== control.defaultValue;
}
