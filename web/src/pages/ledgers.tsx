// The seven ledgers: a small chart each, then the rows as the command line tells them; a row opens its event.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asked } from "../asked";
import { edition, facets, source } from "../data";
import { Bars } from "../parts/bars";
import { Filters } from "../parts/filters";
import { Glyph } from "../parts/grades";
import { More, useRest } from "../parts/more";
import { Answered, Empty } from "../parts/state";
import { chosen, filtering, hrefOf, id, page, query } from "../route";
import { numeral, say, word } from "../say";
import type { LedgerPage, LedgerRow } from "../shapes";
import { asGrade, capital, country, LEDGERS, plain } from "../words";
import { Detail } from "./picture";

const PAGE = 100;
const LATER = 2;
// Columns whose cells are codes, not names: shown without underscores.
const CODES = new Set(["kind", "outcome", "stage", "measure", "state", "stance"]);

interface Order { column: number; down: boolean }
const order = signal<Order | null>(null);

const nameOf = (): string => ((LEDGERS as readonly string[]).includes(id.value) ? id.value : LEDGERS[0]);

const ledger = asked(() => {
  void edition.value;
  return page.value === "ledgers" ? (source.value?.ledger(nameOf(), query.value, { offset: 0, limit: PAGE }) ?? null) : null;
}, nameOf);

export function Ledgers() {
  const name = nameOf();
  useEffect(() => {
    order.value = null;
  }, [name]);
  return (
    <div class={`ledgers ${chosen.value ? "with-event" : ""}`}>
      <Filters />
      <Tabs now={name} />
      <div class="ledger-panes">
        <div class="ledger"><Answered of={ledger.state.value} again={ledger.again}>{(value) => <Table key={value.name} table={value} />}</Answered></div>
        {chosen.value && <Detail />}
      </div>
    </div>
  );
}

function Tabs({ now }: { now: string }) {
  const counts = new Map((facets.value.value?.of.ledger ?? []).map((row) => [row.key, row.count]));
  return (
    <nav class="tabs" aria-label={say("ledger.names")}>
      {LEDGERS.map((name) => (
        <a key={name} href={hrefOf("ledgers", name)} aria-current={now === name ? "page" : undefined}>
          {capital(word("ledger", name))} <b>{numeral(counts.get(name) ?? 0)}</b>
        </a>
      ))}
    </nav>
  );
}

function Table({ table }: { table: LedgerPage }) {
  const rest = useRest(table.rows, async (part) => (await source.value!.ledger(table.name, query.value, part)).rows);
  if (table.matched === 0) return <Empty title={say(filtering.value ? "ledger.unmatched" : "ledger.none", { name: word("ledger", table.name) })}>{filtering.value ? say("list.widen") : null}</Empty>;
  const columns = table.columns.map((_, at) => at).filter((at) => rest.rows.some((row) => row.cells[at]));
  const sorted = order.value ? inOrder(rest.rows, order.value, table.figures.includes(order.value.column)) : rest.rows;
  const outlook = table.name === "outlook";
  return (
    <>
      {table.bars.length > 0 && <Bars title={`${capital(word("ledger", table.name))}: ${table.title}`} bars={table.bars} />}
      {table.cut && <p class="warning">{say("ledger.cut")}</p>}
      <div class="table-box" tabIndex={0} role="region" aria-label={say("ledger.label", { name: capital(word("ledger", table.name)), n: table.matched })}>
        <table class="ledger-table">
          <thead>
            <tr>
              <th scope="col"><span class="unseen">{say("ledger.grade")}</span></th>
              {columns.map((at) => <Head key={at} table={table} at={at} />)}
              {outlook && <th scope="col">{say("ledger.borne_out")}</th>}
            </tr>
          </thead>
          <tbody>{sorted.map((row) => <Line key={row.events.join() + row.cells.join()} row={row} table={table} columns={columns} />)}</tbody>
        </table>
      </div>
      <More rest={rest} matched={table.matched} />
    </>
  );
}

/** Numbers by the first number in the cell, empty cells last. */
function inOrder(rows: LedgerRow[], { column, down }: Order, figures: boolean): LedgerRow[] {
  const amount = (text: string): number => Number(/[\d,.]*\d/.exec(text)?.[0].replaceAll(",", "") ?? NaN);
  const compare = (a: string, b: string): number => (figures ? amount(a) - amount(b) : a.localeCompare(b));
  return [...rows].sort((one, other) => {
    const [a = "", b = ""] = [one.cells[column], other.cells[column]];
    if (!a || !b) return Number(!a) - Number(!b);
    return down ? compare(b, a) : compare(a, b);
  });
}

function headOf(table: LedgerPage, at: number): string {
  const column = table.columns[at] ?? "";
  return capital(word(table.name === "outlook" && column === "by" ? "column_outlook" : "column", column));
}

function Head({ table, at }: { table: LedgerPage; at: number }) {
  const now = order.value;
  const mine = now?.column === at ? (now.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" class={table.figures.includes(at) ? "number" : ""} aria-sort={mine}>
      <button type="button" class="head" onClick={() => (order.value = { column: at, down: mine ? mine === "ascending" : table.figures.includes(at) })}>
        {headOf(table, at)}{mine === "ascending" ? " ↑" : mine ? " ↓" : ""}
      </button>
    </th>
  );
}

function Line({ row, table, columns }: { row: LedgerRow; table: LedgerPage; columns: number[] }) {
  const own = row.events.includes(chosen.value);
  const [first = ""] = row.events;
  const open = (): void => void (chosen.value = own ? (row.events[row.events.indexOf(chosen.value) + 1] ?? first) : first);
  const grade = asGrade(row.grade);
  return (
    <tr class={own ? "chosen" : ""} onClick={open}>
      <td>
        <button type="button" class="plain open" aria-pressed={own} aria-label={say("ledger.open", { grade: word("grade", grade), n: row.events.length })} title={word("grade", grade)} onClick={(e) => { e.stopPropagation(); open(); }}>
          <Glyph grade={grade} />{row.events.length > 1 && <small> {row.events.length}</small>}
        </button>
      </td>
      {columns.map((at) => <Cell key={at} text={row.cells[at] ?? ""} column={table.columns[at] ?? ""} head={headOf(table, at)} figure={table.figures.includes(at)} />)}
      {table.name === "outlook" && <td data-name={say("ledger.borne_out")}><Later events={row.resolved_by} /></td>}
    </tr>
  );
}

/** The events that came true of a warning. */
function Later({ events }: { events: string[] }) {
  return (
    <>
      {events.slice(0, LATER).map((event, at) => <a key={event} href={hrefOf("event", event)} onClick={(e) => e.stopPropagation()}>{say("ledger.event", { n: at + 1 })}</a>)}
      {events.length > LATER && <span class="quiet nowrap"> {say("more.and", { n: events.length - LATER })}</span>}
    </>
  );
}

function inWords(column: string, text: string): string {
  if (column === "side") return text ? country(text) : say("figure.all");
  if (column === "basis") return text === "event" ? "" : word("basis", text);
  if (column === "sureness") return word("factuality", text).replace(/^as /, "");
  if (column === "base_rate") return text && `${Math.round(Number(text) * 100)} %`;
  return CODES.has(column) ? plain(text) : text;
}

function Cell({ text, column, head, figure }: { text: string; column: string; head: string; figure: boolean }) {
  const short = figure || /^\d{4}-\d\d-\d\d$/.test(text);
  return <td data-name={head} class={`${figure ? "number" : ""} ${short ? "nowrap" : ""} ${text.length > 60 ? "long" : ""}`} dir="auto">{inWords(column, text)}</td>;
}
