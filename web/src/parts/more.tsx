// Lists that are longer than what was asked for: the rest comes page by page.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Answer } from "../asked";
import { say } from "../say";
import type { Part } from "../shapes";

const PAGE = 100;

interface Rest<R> { rows: R[]; waiting: boolean; error: string; more: () => void }

/** The first rows that came with an answer, and those asked for since. They are forgotten when `first` is another answer. */
export function useRest<R>(first: R[], ask: (part: Part) => Answer<R[]>): Rest<R> {
  const later = useSignal<R[]>([]);
  const waiting = useSignal(false);
  const error = useSignal("");
  useEffect(() => {
    later.value = [];
    error.value = "";
  }, [first]);
  const more = async (): Promise<void> => {
    waiting.value = true;
    try {
      later.value = [...later.value, ...(await ask({ offset: first.length + later.value.length, limit: PAGE }))];
    } catch (refused) {
      error.value = refused instanceof Error ? refused.message : String(refused);
    }
    waiting.value = false;
  };
  return { rows: [...first, ...later.value], waiting: waiting.value, error: error.value, more: () => void more() };
}

export function More<R>({ rest, matched }: { rest: Rest<R>; matched: number }) {
  const left = matched - rest.rows.length;
  if (left <= 0) return null;
  return (
    <p class="more">
      <button type="button" disabled={rest.waiting} onClick={rest.more}>{say("more.left", { n: left })}</button>
      {rest.error && <span role="alert"> {rest.error}</span>}
    </p>
  );
}
