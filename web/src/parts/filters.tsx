// What the picture and the ledgers are narrowed by: search words, grades, kinds, sides, sources, places, days; and ways to save what is seen.
import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { about, facets, source } from "../data";
import { saveCsv, saveGeoJson } from "../export";
import { change, filtering, id, NO_QUERY, page, query, toggle } from "../route";
import { numeral, say, word } from "../say";
import { asGrade, capital, GRADES, LEDGERS } from "../words";
import { Choices, useClosing } from "./choices";
import { Glyph } from "./grades";

const unfolded = signal(false);

export function Filters() {
  const { grade, type, side, source: who, publisher, place, from, to, undated } = query.value;
  const set = [...grade, ...type, ...side, ...who, ...publisher, ...place, from, to].filter(Boolean).length + Number(undated);
  return (
    <section class="filter-bar" aria-label={say("filter.name")}>
      <div class="filter-line">
        <p class="total" role="status"><strong>{numeral(facets.value.value?.matched ?? 0)}</strong> {say("filter.of", { n: about.value.events })}</p>
        <search class="search">
          <input id="search" type="search" placeholder={say("filter.search")} aria-label={say("filter.search_name")} value={query.value.q} onInput={(e) => change({ q: e.currentTarget.value })} />
        </search>
        <Dates />
        <button type="button" class="fold" aria-expanded={unfolded.value} aria-controls="filters" onClick={() => (unfolded.value = !unfolded.value)}>
          {say("filter.fold")}{set > 0 ? ` (${set})` : ""}
        </button>
        <Save />
      </div>
      <div class={`filters ${unfolded.value ? "unfolded" : ""}`} id="filters" role="group" aria-label={say("filter.name")}>
        <Grades />
        {(["type", "side", "source", "publisher", "place"] as const).map((facet) => <Choices key={facet} facet={facet} />)}
        {filtering.value && <button type="button" class="plain" onClick={() => change(NO_QUERY)}>{say("filter.clear")}</button>}
      </div>
    </section>
  );
}

function Grades() {
  const rows = facets.value.value?.of.grade ?? [];
  const counts = new Map(rows.map((row) => [asGrade(row.key), row.count]));
  const known = GRADES.filter((grade) => grade !== "ungraded" || counts.has("ungraded"));
  return (
    <div class="chips" role="group" aria-label={say("filter.grades")}>
      {known.map((grade) => (
        <button key={grade} type="button" class={`chip ${grade}`} aria-pressed={query.value.grade.includes(grade)} title={word("meaning", grade)} onClick={() => toggle("grade", grade)}>
          <Glyph grade={grade} /> {capital(word("grade", grade))} <b>{numeral(counts.get(grade) ?? 0)}</b>
        </button>
      ))}
    </div>
  );
}

export function Dates() {
  const [first, last] = about.value.days ?? ["", ""];
  const field = (name: "from" | "to") => (
    <label>{say(`filter.${name}`)} <input type="date" min={first} max={last} value={query.value[name]} onChange={(e) => change({ [name]: e.currentTarget.value, undated: false })} /></label>
  );
  return <span class="dates">{field("from")}{field("to")}</span>;
}

const MOST_IN_REPORT = 5000;
const FILES = ["csv", "geojson", "jsonl"] as const;

/** What is seen as a file: asked of the server, or made in the page of a report. */
function Save() {
  const box = useRef<HTMLDetailsElement>(null);
  useClosing(box);
  const link = (name: string, words: string, own = query.value) => {
    const address = source.value?.file(name, own);
    return address && <a class="button" href={address} download>{words}</a>;
  };
  return (
    <details class="choices save" ref={box}>
      <summary>{say("save.name")}</summary>
      <div class="choices-box">
        <p class="quiet">{say("save.what")}</p>
        {about.value.writable ? (
          <>
            {FILES.map((kind) => link(`events.${kind}`, say(`save.${kind}`)))}
            {page.value === "ledgers" && link("ledgers.csv", say("save.ledger"), { ...query.value, ledger: [id.value || LEDGERS[0]] })}
            {(facets.value.value?.matched ?? 0) <= MOST_IN_REPORT ? link("report.html", say("save.report")) : <p class="quiet">{say("save.too_many", { n: MOST_IN_REPORT })}</p>}
          </>
        ) : (
          <>
            <button type="button" onClick={saveCsv}>{say("save.csv")}</button>
            <button type="button" onClick={saveGeoJson}>{say("save.geojson")}</button>
          </>
        )}
        <button type="button" onClick={() => print()}>{say("save.print")}</button>
      </div>
    </details>
  );
}
