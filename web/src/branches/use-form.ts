/** Owns a form over settings: what is typed, what is wrong at which field, and the refusal of one opened over an older state. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ApiProblem } from '../data/problem';

/** What is wrong, by the name of the field. */
export type Problems = Readonly<Record<string, string>>;

interface FormOptions<F, A> {
  readonly start: F;
  /** Said at the fields before anything is sent. */
  readonly check: (fields: F) => Problems;
  readonly send: (fields: F) => Promise<A>;
  /** What the form goes on with, if anything. */
  readonly onSaved: (answer: A) => F | undefined;
  /** What is kept now, for who was overtaken. */
  readonly readAgain?: () => Promise<F>;
  /** What is said of a field that the API refuses, by where it says so. */
  readonly refusal: (at: string) => { readonly field: string; readonly text: string } | null;
}

export interface Form<F> {
  readonly fields: F;
  /** As they were when nothing was typed. */
  readonly kept: F;
  readonly problems: Problems;
  /** Beside what is told at fields; `null` for nothing. */
  readonly error: unknown;
  /** Somebody else has changed it since it was read. */
  readonly isOutdated: boolean;
  readonly isPending: boolean;
  readonly hasChanged: boolean;
  /** Drops what was typed for what is kept. */
  readonly reload: () => void;
  readonly set: (change: Partial<F>) => void;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
}

export function useForm<F extends object, A>(options: FormOptions<F, A>): Form<F> {
  const { check, send, onSaved, readAgain, refusal } = options;
  const { fields, kept, problems, begin, set, tell } = useTyped(options.start);
  const { form, point } = useFirstProblem();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      const next = onSaved(answer);
      if (next !== undefined) begin(next);
    },
    onError: (failed) => {
      tell(refusedFields(failed, refusal));
      point();
    },
  });
  return {
    ...{ fields, kept, problems, isPending, set },
    error: isToldAtFields(error, refusal) ? null : error,
    isOutdated: error instanceof ApiProblem && error.code === 'SettingsChanged',
    hasChanged: fields !== kept && JSON.stringify(fields) !== JSON.stringify(kept),
    reload: () =>
      void readAgain?.()
        .then(begin)
        .then(reset, () => undefined),
    submit: (event) => {
      event.preventDefault();
      if (isPending) return;
      form.current = event.currentTarget;
      if (pointAtWrong(form.current)) return;
      const wrong = check(fields);
      tell(wrong);
      if (Object.keys(wrong).length === 0) mutate(fields);
      else point();
    },
  };
}

/** What is typed over what is kept; what was wrong with a field is forgotten with its change. */
function useTyped<F extends object>(start: F) {
  const [kept, setKept] = useState(start);
  const [fields, setFields] = useState(start);
  const [problems, tell] = useState<Problems>({});
  return {
    ...{ fields, kept, problems, tell },
    begin: (next: F) => {
      setKept(next);
      setFields(next);
      tell({});
    },
    set: (change: Partial<F>) => {
      setFields((before) => ({ ...before, ...change }));
      tell((before) => without(before, change));
    },
  };
}

/** A field that can't read what was typed has told that nothing is there: it keeps the form from being sent. */
function pointAtWrong(form: HTMLFormElement): boolean {
  const wrong = [...form.elements].find((one) => one instanceof HTMLInputElement && one.validity.customError);
  if (!(wrong instanceof HTMLInputElement)) return false;
  wrong.checkValidity();
  wrong.focus();
  return true;
}

function without(problems: Problems, change: object): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([name]) => !(name in change)));
}

/** Whoever can't see the page is led to the first field that is wrong. */
function useFirstProblem() {
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return { form, point: () => setTries((count) => count + 1) };
}

/** A typed number, `null` for an empty field, `NaN` for what is none. */
export function numberOf(raw: number | string): number | null {
  return raw === '' ? null : Number(raw);
}

export function isWithin(raw: number | string, least: number, most: number): boolean {
  const value = numberOf(raw);
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}

function refusedFields(error: unknown, refusal: FormOptions<never, never>['refusal']): Problems {
  const told = error instanceof ApiProblem ? error.details.findings.map(({ at }) => refusal(at)) : [];
  return Object.fromEntries(told.flatMap((one) => (one === null ? [] : [[one.field, one.text]])));
}

function isToldAtFields(error: unknown, refusal: FormOptions<never, never>['refusal']): boolean {
  if (!(error instanceof ApiProblem) || error.code !== 'InvalidRequest') return false;
  return error.details.findings.length > 0 && error.details.findings.every(({ at }) => refusal(at) !== null);
}
