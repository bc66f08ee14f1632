// The sources: per source what it said and how that fared; and the page of one.
import { signal } from "@preact/signals";
import { asked } from "../asked";
import { edition, source } from "../data";
import { Bars, Columns } from "../parts/bars";
import { EventLine } from "../parts/lines";
import { More, useRest } from "../parts/more";
import { Sheet } from "../parts/page";
import { Side } from "../parts/side";
import { Answered, Empty } from "../parts/state";
import { hrefOf, id, page } from "../route";
import { numeral, say, word } from "../say";
import type { SourcePage, Told } from "../shapes";
import { fold } from "../source/embedded/filter";
import { capital, country, plain } from "../words";

const FATES = ["borne_out", "unsettled", "disputed", "withdrawn", "false"] as const;
const SORTS = { name: (a: Told, b: Told) => a.name.localeCompare(b.name), events: (a: Told, b: Told) => b.events - a.events, denies: (a: Told, b: Told) => b.denies - a.denies, last: (a: Told, b: Told) => ((a.last ?? "") < (b.last ?? "") ? 1 : -1) } as const;
type Sort = keyof typeof SORTS;

const all = asked(() => {
  void edition.value;
  return page.value === "sources" && !id.value ? (source.value?.sources() ?? null) : null;
});
const one = asked(() => {
  void edition.value;
  return page.value === "sources" && id.value ? (source.value?.source(id.value, { offset: 0, limit: 100 }) ?? null) : null;
}, () => id.value);
const wanted = signal("");
const sort = signal<Sort>("events");

export function Sources() {
  return id.value ? <One key={id.value} /> : <All />;
}

function All() {
  return (
    <Sheet title={say("source.title")} wide>
      <p class="lead">{say("source.lead")}</p>
      <Answered of={all.state.value} again={all.again}>{(told) => (told.length === 0 ? <Empty title={say("source.none")} /> : <Table told={told} />)}</Answered>
    </Sheet>
  );
}

function Table({ told }: { told: Told[] }) {
  const rows = told.filter((row) => !wanted.value || fold(row.name).includes(fold(wanted.value))).sort(SORTS[sort.value]);
  return (
    <>
      <p class="tools">
        <input type="search" placeholder={say("source.find")} aria-label={say("source.find")} value={wanted.value} onInput={(e) => (wanted.value = e.currentTarget.value)} />
        <span class="quiet" role="status">{say("source.count", { n: rows.length })}</span>
        <FateKey />
      </p>
      <div class="table-box" tabIndex={0} role="region" aria-label={say("source.title")}>
        <table class="sources-table">
          <thead><tr><Head by="name" /><th scope="col">{say("source.side")}</th><Head by="events" number /><th scope="col" class="fates-head">{say("source.fared")}</th><Head by="denies" number /><Head by="last" /></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
        </table>
      </div>
    </>
  );
}

function Head({ by, number = false }: { by: Sort; number?: boolean }) {
  const mine = sort.value === by;
  return (
    <th scope="col" class={number ? "number" : ""} aria-sort={mine ? (by === "name" ? "ascending" : "descending") : undefined}>
      <button type="button" class="head" onClick={() => (sort.value = by)}>{say(`source.${by}`)}{mine ? (by === "name" ? " ↑" : " ↓") : ""}</button>
    </th>
  );
}

function Row({ row }: { row: Told }) {
  return (
    <tr>
      <th scope="row"><a href={hrefOf("sources", row.id)} dir="auto">{row.name}</a> <span class="quiet">{plain(row.kind)}</span></th>
      <td>{row.side ? <Side code={row.side} /> : row.independent ? <span class="quiet">{say("claim.no_party")}</span> : ""}</td>
      <td class="number">{numeral(row.events)}</td>
      <td><Fates row={row} /></td>
      <td class="number">{row.denies > 0 ? numeral(row.denies) : ""}</td>
      <td class="nowrap quiet">{row.first === row.last ? row.last : `${row.first ?? ""} – ${row.last ?? ""}`}</td>
    </tr>
  );
}

function Fates({ row }: { row: Told }) {
  const sum = Math.max(1, FATES.reduce((n, fate) => n + row[fate], 0));
  const words = FATES.filter((fate) => row[fate] > 0).map((fate) => `${numeral(row[fate])} ${word("fate", fate)}`).join(", ");
  return (
    <span class="fates" title={words}>
      <span class="fates-bar" aria-hidden="true">{FATES.map((fate) => row[fate] > 0 && <i key={fate} class={`fate-${fate}`} style={{ width: `${(row[fate] / sum) * 100}%` }} />)}</span>
      <span class="fates-words">{words}</span>
    </span>
  );
}

const FateKey = () => <span class="fate-key" aria-hidden="true">{FATES.map((fate) => <span key={fate}><i class={`fate-${fate}`} /> {word("fate", fate)}</span>)}</span>;

function One() {
  const { value, waiting, error } = one.state.value;
  if (!value && !waiting && !error) return <Sheet title={say("source.title")}><Empty title={say("source.missing")}><a href={hrefOf("sources")}>{say("source.all")}</a></Empty></Sheet>;
  return <Answered of={one.state.value} again={one.again}>{(shown) => <Whole shown={shown} />}</Answered>;
}

function Whole({ shown }: { shown: SourcePage }) {
  const { source: who } = shown;
  const rest = useRest(shown.events, async (part) => (await source.value!.source(who.id, part))?.events ?? []);
  return (
    <Sheet title={who.name} wide>
      <p>
        {capital(plain(who.kind))}{who.country && <>, {country(who.country)}</>} {who.side && <Side code={who.side} />} {who.independent && <span class="quiet">{say("claim.no_party")}</span>}
      </p>
      <p class="lead">{say("source.said", { n: who.events, denies: who.denies })}</p>
      <Fates row={who} />
      <div class="charts">
        <Bars title={say("source.by_ledger")} bars={shown.by_ledger.map((row) => ({ label: capital(word("ledger", row.value)), value: row.count, grades: null }))} />
        <Bars title={say("source.by_publisher")} bars={shown.publishers.slice(0, 8).map((row) => ({ label: row.label ?? row.value, value: row.count, grades: null }))} />
        <Columns title={say("source.by_day")} columns={[...shown.days].sort((a, b) => (a.day < b.day ? -1 : 1)).map((row) => ({ day: row.day, up: row.count }))} />
      </div>
      <h3>{say("count.events", { n: shown.matched })}</h3>
      <ul class="event-lines">{rest.rows.map((line) => <EventLine key={line.id} line={line}>{line.fate && <span class="quiet"> · {word("fate", line.fate)}</span>}</EventLine>)}</ul>
      <More rest={rest} matched={shown.matched} />
    </Sheet>
  );
}
