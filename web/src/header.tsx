// The head: title, grades, search, the filters and what of them is set.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { gradeOf, NO_FILTER, NO_SIDE, NOT_ON_MAP } from "./filter";
import { dayOf } from "./format";
import { saveCsv, saveGeoJson } from "./export";
import { Glyph } from "./grades";
import { type Choice, Choices, type Group, useClosing } from "./choices";
import { change, data, filter, keys, passing, passingBut, toggle } from "./state";
import { capital, country, GRADE_MEANING, type Grade, GRADES, LEDGERS, plain } from "./words";

export function Header() {
  const unfolded = useSignal(false);
  const { grades: g, types: t, sides: s, sources: w, places: p, from, to, undated } = filter.value;
  const set = [...g, ...t, ...s, ...w, ...p, from, to].filter(Boolean).length + Number(undated);
  return (
    <header>
      <div class="head-line">
        <h1 dir="auto">{data.value.title}</h1>
        <p class="total" role="status"><strong>{passing.value.length.toLocaleString("en")}</strong> of {data.value.events.length.toLocaleString("en")} events</p>
        <Search />
        <label class="check nowrap">
          <input type="checkbox" aria-label="search whole articles" checked={filter.value.wholeArticles} onChange={(e) => change({ wholeArticles: e.currentTarget.checked })} />whole articles
        </label>
        <span class="head-actions">
          <button type="button" class="fold" aria-expanded={unfolded.value} aria-controls="filters" onClick={() => (unfolded.value = !unfolded.value)}>
            Filters{set > 0 ? ` (${set})` : ""}
          </button>
          <Save />
        </span>
      </div>
      <div class={`filters ${unfolded.value ? "unfolded" : ""}`} id="filters" role="group" aria-label="Filters">
        <Grades />
        <Filters />
      </div>
    </header>
  );
}

function Save() {
  const box = useRef<HTMLDetailsElement>(null);
  useClosing(box);
  return (
    <details class="choices save" ref={box}>
      <summary>Save</summary>
      <div class="choices-box">
        <p class="quiet">The events that pass the filter</p>
        <button type="button" onClick={saveCsv}>CSV, a table</button>
        <button type="button" onClick={saveGeoJson}>GeoJSON, with places</button>
        <button type="button" onClick={() => print()}>Print</button>
      </div>
    </details>
  );
}

function Search() {
  return (
    <search class="search">
      <input
        id="search" type="search" placeholder="Search sentences, places, sources" aria-label="Search" value={filter.value.query}
        onInput={(e) => change({ query: e.currentTarget.value })}
      />
    </search>
  );
}

function Grades() {
  const counts = tally(passingBut("grades").flatMap((at) => keys.value[at]?.grade ?? []));
  const known = GRADES.filter((grade) => grade !== "ungraded" || data.value.events.some((event) => gradeOf(event) === grade));
  return (
    <div class="chips" role="group" aria-label="Grades">
      {known.map((grade: Grade) => (
        <button
          key={grade} type="button" class={`chip ${grade}`} aria-pressed={filter.value.grades.includes(grade)} title={GRADE_MEANING[grade]}
          onClick={() => toggle("grades", grade)}
        >
          <Glyph grade={grade} /> {capital(grade)} <b>{(counts.get(grade) ?? 0).toLocaleString("en")}</b>
        </button>
      ))}
    </div>
  );
}

function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Choices with their counts, most frequent first; `all` keeps those in the list that count nothing now. */
function choices(counts: Map<string, number>, all: Iterable<string>, name: (key: string) => string): Choice[] {
  const rows = [...new Set(all)].map((key) => ({ key, name: name(key), count: counts.get(key) ?? 0 }));
  return rows.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

function Filters() {
  return (
    <>
      <Choices title="Type" facet="types" groups={types} />
      <Choices title="Side" facet="sides" groups={sides} />
      <Choices title="Source" facet="sources" groups={sources} />
      <Choices title="Place" facet="places" groups={places} />
      <Dates />
      {JSON.stringify(filter.value) !== JSON.stringify(NO_FILTER) && <button type="button" class="plain" onClick={() => change(NO_FILTER)}>Clear all</button>}
    </>
  );
}

const some = (groups: Group[]): Group[] => groups.filter((group) => group.rows.length > 0);

function types(): Group[] {
  const ledger = new Map(data.value.events.map((event) => [event.event_type, event.ledger === "outlook" ? "" : event.ledger]));
  for (const event of data.value.events) if (event.ledger !== "outlook") ledger.set(event.event_type, event.ledger);
  const rows = choices(tally(passingBut("types").flatMap((at) => keys.value[at]?.type ?? [])), ledger.keys(), plain);
  const only = { name: "outlook only", rows: rows.filter((row) => ledger.get(row.key) === "") };
  return some([...LEDGERS.map((name) => ({ name, rows: rows.filter((row) => ledger.get(row.key) === name) })), only]);
}

function sides(): Group[] {
  const counts = tally(passingBut("sides").flatMap((at) => keys.value[at]?.sides ?? []));
  return [{ name: "Whose word", rows: choices(counts, keys.value.flatMap((key) => key.sides), (key) => (key === NO_SIDE ? "no side known" : country(key))) }];
}

function sources(): Group[] {
  const counts = tally(passingBut("sources").flatMap((at) => keys.value[at]?.sources ?? []));
  return [{ name: "Who says so", rows: choices(counts, keys.value.flatMap((key) => key.sources), String) }];
}

function places(): Group[] {
  const names = new Map<string, string>([[NOT_ON_MAP.country, "known to a country or wider only"], [NOT_ON_MAP.none, "without a place"]]);
  for (const { place } of data.value.events) {
    if (!place) continue;
    names.set(`c:${place.country}`, country(place.country));
    if (place.region) names.set(`r:${place.region}`, place.region);
    if (place.precision !== "country") names.set(`p:${place.id}`, place.region && place.region !== place.name ? `${place.name}, ${place.region}` : place.name);
  }
  const counts = tally(passingBut("places").flatMap((at) => keys.value[at]?.places ?? []));
  const rows = choices(counts, new Set(keys.value.flatMap((key) => key.places)), (key) => names.get(key) ?? key);
  const kinds: [string, string][] = [["c:", "Countries"], ["r:", "Regions"], ["p:", "Places"], ["x:", "Not on the map"]];
  return some(kinds.map(([start, name]) => ({ name, rows: rows.filter((row) => row.key.startsWith(start)) })));
}

function Dates() {
  const all = keys.value.map((key) => key.day).filter(Boolean).sort();
  const [first, last] = [dayOf(all[0] ?? ""), dayOf(all.at(-1) ?? "")];
  const field = (name: "from" | "to", label: string) => (
    <label>{label} <input type="date" min={first} max={last} value={filter.value[name]} onChange={(e) => change({ [name]: e.currentTarget.value, undated: false })} /></label>
  );
  return <span class="dates">{field("from", "From")}{field("to", "to")}</span>;
}
