// A filter with many choices: a button that opens a list of check boxes, with a field to find one where the list is long.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { facets } from "../data";
import { change, query, toggle } from "../route";
import { numeral, say, word } from "../say";
import type { Choice, Facets, Listed } from "../shapes";
import { fold } from "../source/embedded/filter";

const LONG = 14;
const MOST = 120;

export function Choices({ facet, from }: { facet: Listed; from?: Facets | null }) {
  const box = useRef<HTMLDetailsElement>(null);
  const wanted = useSignal("");
  useClosing(box);
  const open = useSignal(false);
  const set = query.value[facet];
  const title = word("facet", facet);
  const rows = open.value ? ((from ?? facets.value.value)?.of[facet] ?? []) : [];
  const groups = [...new Set(rows.map((row) => row.group))];
  const find = say("facet.find", { what: title.toLowerCase() });
  return (
    <details class="choices" ref={box} onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary class={set.length > 0 ? "set" : ""}>{title}{set.length > 0 ? ` (${set.length})` : ""}</summary>
      <div class="choices-box">
        {rows.length > LONG && <input type="search" placeholder={find} aria-label={find} value={wanted.value} onInput={(e) => (wanted.value = e.currentTarget.value)} />}
        {groups.map((group) => <Section key={group} name={word("facet_group", group) || title} rows={rows.filter((row) => row.group === group)} facet={facet} wanted={fold(wanted.value)} />)}
        {open.value && rows.length === 0 && <p class="quiet">{say("facet.empty")}</p>}
        {set.length > 0 && <button type="button" class="plain" onClick={() => change({ [facet]: [] })}>{say("facet.clear")}</button>}
      </div>
    </details>
  );
}

function Section({ name, rows, facet, wanted }: { name: string; rows: Choice[]; facet: Listed; wanted: string }) {
  const fitting = rows.filter((row) => !wanted || fold(row.name).includes(wanted));
  if (fitting.length === 0) return null;
  return (
    <fieldset>
      <legend>{name}</legend>
      {fitting.slice(0, MOST).map((row) => (
        <label key={row.key} class="check choice">
          <input type="checkbox" checked={query.value[facet].includes(row.key)} onChange={() => toggle(facet, row.key)} />
          <bdi>{row.name}</bdi>
          <b>{numeral(row.count)}</b>
        </label>
      ))}
      {fitting.length > MOST && <p class="quiet">{say("facet.more", { n: fitting.length - MOST })}</p>}
    </fieldset>
  );
}

/** Close on Escape and on a click elsewhere. */
export function useClosing(box: { current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const away = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) box.current?.removeAttribute("open");
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !box.current?.open) return;
      event.stopPropagation();
      box.current.open = false;
      box.current.querySelector("summary")?.focus();
    };
    const own = box.current;
    document.addEventListener("pointerdown", away);
    own?.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", away);
      own?.removeEventListener("keydown", escape);
    };
  }, []);
}
