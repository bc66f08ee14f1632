// A filter with many choices: a button that opens a list of check boxes, with a field to find one where the list is long.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { fold } from "./filter";
import { change, filter, toggle } from "./state";

export interface Choice { key: string; name: string; count: number }
export interface Group { name: string; rows: Choice[] }
type Listed = "types" | "sides" | "sources" | "places";

const LONG = 14;
const MOST = 120;

export function Choices({ title, facet, groups }: { title: string; facet: Listed; groups: () => Group[] }) {
  const box = useRef<HTMLDetailsElement>(null);
  const wanted = useSignal("");
  useClosing(box);
  const open = useSignal(false);
  const set = filter.value[facet];
  const shown = open.value ? groups() : [];
  const many = shown.reduce((sum, group) => sum + group.rows.length, 0) > LONG;
  return (
    <details class="choices" ref={box} onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary class={set.length > 0 ? "set" : ""}>{title}{set.length > 0 ? ` (${set.length})` : ""}</summary>
      <div class="choices-box">
        {many && <input type="search" placeholder={`Find a ${title.toLowerCase()}`} aria-label={`Find a ${title.toLowerCase()}`} value={wanted.value} onInput={(e) => (wanted.value = e.currentTarget.value)} />}
        {shown.map((group) => <Section key={group.name} group={group} facet={facet} wanted={fold(wanted.value)} />)}
        {set.length > 0 && <button type="button" class="plain" onClick={() => change({ [facet]: [] })}>Take back</button>}
      </div>
    </details>
  );
}

function Section({ group, facet, wanted }: { group: Group; facet: Listed; wanted: string }) {
  const fitting = group.rows.filter((row) => !wanted || fold(row.name).includes(wanted));
  if (fitting.length === 0) return null;
  return (
    <fieldset>
      <legend>{group.name}</legend>
      {fitting.slice(0, MOST).map((row) => (
        <label key={row.key} class="check choice">
          <input type="checkbox" checked={filter.value[facet].includes(row.key)} onChange={() => toggle(facet, row.key)} />
          <bdi>{row.name}</bdi>
          <b>{row.count.toLocaleString("en")}</b>
        </label>
      ))}
      {fitting.length > MOST && <p class="quiet">{fitting.length - MOST} more: type a part of the name</p>}
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
