// A question to the data that is asked again whenever what it depends on changes; late answers to old questions are dropped.
import { effect, type ReadonlySignal, signal } from "@preact/signals";

export type Answer<T> = T | Promise<T>;

/** `value` stays that of the last answer while the next one is awaited; `error` is what to tell a person. */
export interface Asked<T> { value: T | null; waiting: boolean; error: string }

const NOTHING = { value: null, waiting: true, error: "" };
const SOON_MS = 30;

/**
 * `ask` is called at once and after each change of a signal that it reads; it gives null where nothing is to be asked.
 * Where `of` says what the question is about, the answer about something else does not stay meanwhile.
 */
export function asked<T>(ask: () => Answer<T> | null, of: () => string = () => ""): { state: ReadonlySignal<Asked<T>>; again: () => void; stop: () => void } {
  const state = signal<Asked<T>>(NOTHING);
  const round = signal(0);
  let latest = 0;
  let about = "";
  const take = (answer: Answer<T> | null): void => {
    const mine = ++latest;
    const same = about === of();
    about = of();
    if (answer === null) state.value = { value: null, waiting: false, error: "" };
    else if (!(answer instanceof Promise)) state.value = { value: answer, waiting: false, error: "" };
    else {
      const told = (next: Asked<T>): void => {
        if (mine === latest) state.value = next;
      };
      const late = setTimeout(() => told({ ...state.peek(), waiting: true }), SOON_MS);
      if (!same || state.peek().value === null) state.value = NOTHING;
      answer.then((value) => told({ value, waiting: false, error: "" }), (error: unknown) => told({ value: state.peek().value, waiting: false, error: wordsOf(error) }))
        .finally(() => clearTimeout(late));
    }
  };
  const stop = effect(() => {
    void round.value;
    try {
      take(ask());
    } catch (error) {
      state.value = { value: null, waiting: false, error: wordsOf(error) };
    }
  });
  return { state, again: () => (round.value += 1), stop };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
