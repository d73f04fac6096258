import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useServed } from './use-served.ts';

/**
 * Where a form is sent as soon as something is chosen: sends what was chosen before scripts ran, once.
 * The button for browsers without scripts is of class `unscripted`; the form's `autoComplete` is off, as what a browser
 * fills in again was chosen on another page.
 */
export function useEarlyChoice(send: (form: HTMLFormElement) => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // A form that scripts made has nothing from before them.
  const looked = useRef(!useServed());
  useEffect(() => {
    if (looked.current || form.current === null) return;
    looked.current = true;
    if ([...form.current.elements].some(isChanged)) send(form.current);
  }, [send]);
  return form;
}

/** Whether somebody changed it: a default that is not among the choices becomes one of them by itself. */
function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    return control.selectedOptions[0] !== (options.find((option) => option.defaultSelected) ?? options[0]);
  }
  if (!(control instanceof HTMLInputElement) || control.type === 'hidden') return false;
  const untouched = control.cloneNode() as HTMLInputElement;
  untouched.value = control.defaultValue;
  return control.checked !== control.defaultChecked || control.value !== untouched.value;
}
