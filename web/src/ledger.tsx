// A ledger: a small chart of its events, then its rows as the command line tells them; a row opens its event.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { LedgerChart } from "./chart";
import type { Ledger as Table, LedgerRow } from "./data";
import { Glyph } from "./grades";
import { chosenAt, choose, data, passing, passingSet } from "./state";
import { basis, capital, count, country, factuality, type Grade, plain } from "./words";

const PAGE = 200;
const LATER = 2;
const TOGETHER = new Set(["ground", "aid"]);
// Columns whose cells are codes, not names: shown without underscores.
const CODES = new Set(["kind", "outcome", "stage", "measure", "state", "stance"]);
const HEADS: Record<string, string> = { base_rate: "Without a warning", by: "By whose count", side: "By whose count", of: "Of whom or what" };

interface Order { column: number; down: boolean }

export function Ledger({ name }: { name: string }) {
  const table = data.value.ledgers.find((one) => one.name === name);
  const events = passing.value.flatMap((at) => data.value.events[at] ?? []).filter((event) => event.ledger === name);
  const rows = table?.rows.filter((row) => row.events.some((at) => passingSet.value.has(at))) ?? [];
  if (!table || events.length === 0) return <Empty name={name} any={(table?.rows.length ?? 0) > 0} />;
  return (
    <div class="ledger">
      <LedgerChart name={name} events={events} />
      <Rows key={name} table={table} rows={rows} />
    </div>
  );
}

function Empty({ name, any }: { name: string; any: boolean }) {
  return (
    <div class="empty">
      <p><strong>{any ? `Nothing in the ${name} ledger passes the filter.` : `Nothing was reported for the ${name} ledger.`}</strong></p>
    </div>
  );
}

function Rows({ table, rows }: { table: Table; rows: LedgerRow[] }) {
  const most = useSignal(PAGE);
  const order = useSignal<Order | null>(null);
  useEffect(() => {
    most.value = PAGE;
  }, [passing.value]);
  const columns = table.columns.map((_, at) => at).filter((at) => rows.some((row) => row.cells[at]));
  const sorted = order.value ? inOrder(rows, order.value, table.figures.includes(order.value.column)) : newestFirst(table, rows);
  return (
    <>
      <div class="table-box" tabIndex={0} role="region" aria-label={`${capital(table.name)} ledger, ${count(rows.length, "row")}`}>
        <table class="ledger-table">
          <thead>
            <tr>
              <th scope="col"><span class="unseen">Grade</span></th>
              {columns.map((at) => <Head key={at} table={table} at={at} order={order.value} sort={(next) => (order.value = next)} />)}
              {table.name === "outlook" && <th scope="col">Borne out by</th>}
            </tr>
          </thead>
          <tbody>{sorted.slice(0, most.value).map((row) => <Line key={row.events.join() + row.cells.join()} row={row} table={table} columns={columns} />)}</tbody>
        </table>
      </div>
      {rows.length > most.value && <button type="button" onClick={() => (most.value += PAGE)}>Show more: {count(rows.length - most.value, "row")} left</button>}
    </>
  );
}

/** Events are kept newest first; ledgers that put what belongs together side by side keep their own order. */
function newestFirst(table: Table, rows: LedgerRow[]): LedgerRow[] {
  if (TOGETHER.has(table.name)) return rows;
  return [...rows].sort((a, b) => Math.min(...a.events) - Math.min(...b.events));
}

/** Numbers by the first number in the cell, empty cells last. */
function inOrder(rows: LedgerRow[], { column, down }: Order, figures: boolean): LedgerRow[] {
  const amount = (text: string): number => Number(/[\d,.]*\d/.exec(text)?.[0].replaceAll(",", "") ?? NaN);
  const compare = (a: string, b: string): number => (figures ? amount(a) - amount(b) : a.localeCompare(b, "en"));
  return [...rows].sort((one, other) => {
    const [a = "", b = ""] = [one.cells[column], other.cells[column]];
    if (!a || !b) return Number(!a) - Number(!b);
    return down ? compare(b, a) : compare(a, b);
  });
}

function headOf(table: Table, at: number): string {
  const column = table.columns[at] ?? "";
  return (table.name === "outlook" && column === "by" ? null : HEADS[column]) ?? capital(plain(column));
}

function Head({ table, at, order, sort }: { table: Table; at: number; order: Order | null; sort: (next: Order) => void }) {
  const mine = order?.column === at ? (order.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" class={table.figures.includes(at) ? "number" : ""} aria-sort={mine}>
      <button type="button" class="head" onClick={() => sort({ column: at, down: mine ? mine === "ascending" : table.figures.includes(at) })}>
        {headOf(table, at)}{mine === "ascending" ? " ↑" : mine ? " ↓" : ""}
      </button>
    </th>
  );
}

function Line({ row, table, columns }: { row: LedgerRow; table: Table; columns: number[] }) {
  const chosen = row.events.includes(chosenAt.value);
  const [first = -1] = row.events;
  const open = (): void => choose(chosen ? (row.events[row.events.indexOf(chosenAt.value) + 1] ?? first) : first);
  return (
    <tr class={chosen ? "chosen" : ""} onClick={open}>
      <td>
        <button type="button" class="plain open" aria-pressed={chosen} aria-label={`${row.grade}: open ${count(row.events.length, "event")}`} title={row.grade}>
          <Glyph grade={row.grade as Grade} />{row.events.length > 1 && <small> {row.events.length}</small>}
        </button>
      </td>
      {columns.map((at) => <Cell key={at} text={row.cells[at] ?? ""} column={table.columns[at] ?? ""} head={headOf(table, at)} figure={table.figures.includes(at)} />)}
      {table.name === "outlook" && <td data-name="Borne out by"><Later events={row.resolved_by} /></td>}
    </tr>
  );
}

/** The events that came true of a warning. */
function Later({ events }: { events: number[] }) {
  const open = (clicked: Event, at: number): void => {
    clicked.stopPropagation();
    choose(at);
  };
  return (
    <>
      {events.slice(0, LATER).map((at) => (
        <button key={at} type="button" class="plain nowrap" title={data.value.events[at]?.headline} onClick={(e) => open(e, at)}>{data.value.events[at]?.day}</button>
      ))}
      {events.length > LATER && <span class="quiet nowrap">and {events.length - LATER} more</span>}
    </>
  );
}

function inWords(column: string, text: string): string {
  if (column === "side") return text ? country(text) : "all";
  if (column === "basis") return basis(text);
  if (column === "sureness") return factuality(text).replace(/^as /, "");
  if (column === "base_rate") return text && `${Math.round(Number(text) * 100)} %`;
  return CODES.has(column) ? plain(text) : text;
}

function Cell({ text, column, head, figure }: { text: string; column: string; head: string; figure: boolean }) {
  const short = figure || /^\d{4}-\d\d-\d\d$/.test(text);
  return <td data-name={head} class={`${figure ? "number" : ""} ${short ? "nowrap" : ""} ${text.length > 60 ? "long" : ""}`} dir="auto">{inWords(column, text)}</td>;
}
