// The list: one line of facts and one sentence per event; only rows in sight are in the page, only what was looked at is asked for.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { about, listing, positions } from "../data";
import { when, where } from "../format";
import { chosen, followMap, type Sorting, sorting, SORTS } from "../route";
import { say, word } from "../say";
import type { Line } from "../shapes";
import { asGrade } from "../words";
import { Glyph } from "./grades";
import { Sides } from "./side";
import { Empty, Failed, Waiting } from "./state";

const ROW = 60;
const BEYOND = 6;

export function List() {
  return (
    <section class="list" aria-label={say("list.name")}>
      <ListHead />
      <Body />
    </section>
  );
}

function Body() {
  if (listing.error.value) return <Failed error={listing.error.value} again={() => listing.restart()} />;
  if (listing.matched.value > 0) return <Rows />;
  if (listing.waiting.value) return <Waiting />;
  return about.value.events === 0 ? <Empty title={say("list.none")}>{say(about.value.writable ? "list.none_add" : "list.none_note")}</Empty> : <Empty title={say("list.unmatched")}>{say("list.widen")}</Empty>;
}

function ListHead() {
  return (
    <div class="list-head">
      <span class="quiet" role="status">{say("count.events", { n: listing.matched.value })}</span>
      <label class="check">
        <input type="checkbox" checked={followMap.value} onChange={(e) => (followMap.value = e.currentTarget.checked)} />
        {say("list.follow")}
      </label>
      <select aria-label={say("list.order")} value={sorting.value} onChange={(e) => (sorting.value = e.currentTarget.value as Sorting)}>
        {SORTS.map((name) => <option key={name} value={name}>{word("sort", name)}</option>)}
      </select>
    </div>
  );
}

function Rows() {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(700);
  useMeasured(box, (tall) => (height.value = tall));
  useInSight(box);
  const matched = listing.matched.value;
  const first = Math.max(0, Math.floor(top.value / ROW) - BEYOND);
  const last = Math.min(matched, Math.ceil((top.value + height.value) / ROW) + BEYOND);
  useEffect(() => listing.need(first, last - 1), [first, last, listing.pages.value]);
  const shown = Array.from({ length: last - first }, (_, at) => first + at);
  const active = shown.some((at) => listing.at(at)?.id === chosen.value) ? `row-${chosen.value}` : undefined;
  return (
    <div
      class="rows" ref={box} role="listbox" tabIndex={0} aria-label={say("list.label")} aria-activedescendant={active}
      onScroll={(e) => (top.value = e.currentTarget.scrollTop)} onKeyDown={onKey}
    >
      <div role="presentation" style={{ height: `${matched * ROW}px` }}>
        {shown.map((at) => <Row key={at} line={listing.at(at)} position={at} of={matched} />)}
      </div>
    </div>
  );
}

function Row({ line, position, of }: { line: Line | undefined; position: number; of: number }) {
  const place = { top: `${position * ROW}px`, height: `${ROW}px` };
  if (!line) return <div class="row pending" role="option" aria-selected={false} aria-setsize={of} aria-posinset={position + 1} style={place}>{say("state.waiting")}</div>;
  return (
    <div
      id={`row-${line.id}`} class="row" role="option" aria-selected={line.id === chosen.value} aria-setsize={of} aria-posinset={position + 1}
      style={place} onClick={() => (chosen.value = line.id)}
    >
      <Facts line={line} />
      <div class="row-line" dir="auto">{line.headline}</div>
    </div>
  );
}

/** Grade, day, place and voices of an event in one line. */
export function Facts({ line }: { line: Line }) {
  const grade = asGrade(line.grade);
  return (
    <div class="row-facts">
      <Glyph grade={grade} />
      <span class="unseen">{word("grade", grade)}, </span>
      <time>{when(line)}</time>
      <span class={line.place ? "row-place" : "quiet"} dir="auto">{where(line.place)}</span>
      <Voices line={line} />
    </div>
  );
}

function Voices({ line }: { line: Line }) {
  const { independent_for: yes, independent_against: no } = line;
  if (no > 0) return <span class="voices contested" title={say("voices.title")}>{say("voices.both", { yes, no })} <Sides codes={[...new Set([...line.sides_for, ...line.sides_against])]} /></span>;
  return <span class="voices" title={say("voices.independent", { n: yes })}>{say("count.articles", { n: line.articles })} <Sides codes={line.sides_for} /></span>;
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
  const last = listing.matched.value - 1;
  const here = positions.value.get(chosen.value);
  const next = here === undefined ? (step === 1e9 || step === -1 ? last : 0) : here + step;
  const to = Math.min(last, Math.max(0, next));
  const line = listing.at(to);
  if (line) chosen.value = line.id;
  else listing.need(to, to);
}

/** Keep the chosen row in sight whenever the choice or the list changes. */
function useInSight(box: { current: HTMLDivElement | null }): void {
  const position = positions.value.get(chosen.value);
  useEffect(() => {
    const rows = box.current;
    if (!rows || position === undefined) return;
    const [from, to] = [position * ROW, (position + 1) * ROW];
    if (from < rows.scrollTop) rows.scrollTop = from;
    else if (to > rows.scrollTop + rows.clientHeight) rows.scrollTop = to - rows.clientHeight;
  }, [position]);
}

export function useMeasured(box: { current: HTMLElement | null }, told: (height: number, width: number) => void): void {
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(([entry]) => entry && told(entry.contentRect.height, entry.contentRect.width));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
}
