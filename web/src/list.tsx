// The list: one line of facts and one sentence per event; only rows in sight are in the page.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Happening } from "./data";
import { gradeOf } from "./filter";
import { when, where } from "./format";
import { Glyph } from "./grades";
import { choose, chosenAt, data, followMap, listed, sorting, SORTS } from "./state";
import { count } from "./words";

const ROW = 60;
const BEYOND = 6;

export function List() {
  return (
    <section class="list" aria-label="Events">
      <ListHead />
      {listed.value.length === 0 ? <NothingFound /> : <Rows />}
    </section>
  );
}

function ListHead() {
  return (
    <div class="list-head">
      <span class="quiet">{count(listed.value.length, "event")}</span>
      <label class="check">
        <input type="checkbox" checked={followMap.value} onChange={(e) => (followMap.value = e.currentTarget.checked)} />
        in map view
      </label>
      <select aria-label="Order" value={sorting.value} onChange={(e) => (sorting.value = e.currentTarget.value)}>
        {SORTS.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </div>
  );
}

function NothingFound() {
  const none = data.value.events.length === 0;
  return (
    <div class="empty">
      <p><strong>{none ? "No events in this picture." : "No event matches."}</strong></p>
      <p>{none ? "The articles held no claim that could be told apart as an event." : "Widen the dates, clear the search or take back a filter."}</p>
    </div>
  );
}

function Rows() {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(700);
  useMeasured(box, (tall) => (height.value = tall));
  useInSight(box);
  const all = listed.value;
  const first = Math.max(0, Math.floor(top.value / ROW) - BEYOND);
  const last = Math.min(all.length, Math.ceil((top.value + height.value) / ROW) + BEYOND);
  const active = chosenAt.value >= 0 && all.slice(first, last).includes(chosenAt.value) ? `row-${chosenAt.value}` : undefined;
  return (
    <div
      class="rows" ref={box} role="listbox" tabIndex={0} aria-label="Events that match" aria-activedescendant={active}
      onScroll={(e) => (top.value = e.currentTarget.scrollTop)} onKeyDown={onKey}
    >
      <div role="presentation" style={{ height: `${all.length * ROW}px` }}>
        {all.slice(first, last).map((at, offset) => <Row key={at} at={at} position={first + offset} of={all.length} />)}
      </div>
    </div>
  );
}

function Row({ at, position, of }: { at: number; position: number; of: number }) {
  const event = data.value.events[at];
  if (!event) return null;
  const selected = at === chosenAt.value;
  return (
    <div
      id={`row-${at}`} class="row" role="option" aria-selected={selected} aria-setsize={of} aria-posinset={position + 1}
      style={{ top: `${position * ROW}px`, height: `${ROW}px` }} onClick={() => choose(at)}
    >
      <div class="row-facts">
        <Glyph grade={gradeOf(event)} />
        <span class="unseen">{gradeOf(event)}, </span>
        <time>{when(event)}</time>
        <span class={event.place ? "row-place" : "quiet"}>{where(event.place)}</span>
        <Voices event={event} />
      </div>
      <div class="row-line" dir="auto">{event.headline}</div>
    </div>
  );
}

function Voices({ event }: { event: Happening }) {
  const { independent_for: yes, independent_against: no } = event;
  const told = new Set(event.claims.map((at) => data.value.claims[at]?.document)).size;
  if (no > 0) return <span class="voices contested" title="Independent sources for and against">{yes} for, {no} against</span>;
  return <span class="voices" title={count(yes, "independent source")}>{count(told, "article")}</span>;
}

/** Move the choice by arrow keys, j and k, page and end keys. */
export function onKey(pressed: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
  const step = steps[pressed.key];
  if (pressed.key === "Enter") document.getElementById("detail")?.focus();
  if (step === undefined || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  pressed.preventDefault();
  move(step);
}

function move(step: number): void {
  const all = listed.value;
  const here = all.indexOf(chosenAt.value);
  const next = here < 0 ? (step < 0 && step > -1e9 ? all.length - 1 : step === 1e9 ? all.length - 1 : 0) : here + step;
  choose(all[Math.min(all.length - 1, Math.max(0, next))] ?? -1);
}

/** Keep the chosen row in sight whenever the choice or the list changes. */
function useInSight(box: { current: HTMLDivElement | null }): void {
  const [at, all] = [chosenAt.value, listed.value];
  useEffect(() => {
    const [rows, position] = [box.current, all.indexOf(at)];
    if (!rows || position < 0) return;
    const [from, to] = [position * ROW, (position + 1) * ROW];
    if (from < rows.scrollTop) rows.scrollTop = from;
    else if (to > rows.scrollTop + rows.clientHeight) rows.scrollTop = to - rows.clientHeight;
  }, [at, all]);
}

export function useMeasured(box: { current: HTMLElement | null }, told: (height: number, width: number) => void): void {
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(([entry]) => entry && told(entry.contentRect.height, entry.contentRect.width));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
}
