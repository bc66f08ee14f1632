// A ledger: a small chart, then a table of the passing events; a click or Enter opens the event.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { COLUMNS, type Column, DIMENSION, isChosen } from "./columns";
import type { Happening } from "./data";
import { gradeOf } from "./filter";
import { chosen, data, passing } from "./state";
import { capital, count, type Grade, GRADES } from "./words";

const PAGE = 200;

export function Ledger({ name }: { name: string }) {
  const more = useSignal(PAGE);
  useEffect(() => {
    more.value = PAGE;
  }, [name, passing.value]);
  const events = passing.value.flatMap((at) => data.value.events[at] ?? []).filter((event) => event.ledger === name);
  if (events.length === 0) return <Empty name={name} />;
  return (
    <div class="ledger">
      <Chart name={name} events={events} />
      <Table name={name} events={events.slice(0, more.value)} />
      {events.length > more.value && (
        <button type="button" onClick={() => (more.value += PAGE)}>Show {Math.min(PAGE, events.length - more.value)} more of {events.length.toLocaleString("en")}</button>
      )}
    </div>
  );
}

function Empty({ name }: { name: string }) {
  const any = data.value.events.some((event) => event.ledger === name);
  return (
    <div class="empty">
      <p><strong>{any ? `Nothing in the ${name} ledger passes the filter.` : `Nothing was reported for the ${name} ledger.`}</strong></p>
    </div>
  );
}

function Chart({ name, events }: { name: string; events: Happening[] }) {
  const dimension = DIMENSION[name];
  if (!dimension) return null;
  const rows = new Map<string, Map<Grade, number>>((dimension.order ?? []).map((key) => [key, new Map()]));
  for (const event of events) {
    const row = rows.get(dimension.of(event)) ?? new Map<Grade, number>();
    rows.set(dimension.of(event), row.set(gradeOf(event), (row.get(gradeOf(event)) ?? 0) + 1));
  }
  const total = (row: Map<Grade, number>): number => [...row.values()].reduce((sum, n) => sum + n, 0);
  const sorted = [...rows].filter(([, row]) => total(row) > 0 || dimension.order);
  if (!dimension.order) sorted.sort((a, b) => total(b[1]) - total(a[1]));
  const most = Math.max(1, ...sorted.map(([, row]) => total(row)));
  return (
    <figure class="chart">
      <figcaption>{capital(name)}: {count(events.length, "event")} {dimension.title}</figcaption>
      <div class="chart-rows">
        {sorted.map(([key, row]) => (
          <div class="chart-row" key={key}>
            <span class="chart-name">{key}</span>
            <span class="chart-bar" aria-hidden="true">
              {GRADES.map((grade) => row.has(grade) && <i key={grade} class={grade} style={{ width: `${((row.get(grade) ?? 0) / most) * 100}%` }} title={`${row.get(grade)} ${grade}`} />)}
            </span>
            <span class="chart-number">{total(row)}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function Table({ name, events }: { name: string; events: Happening[] }) {
  const columns = (COLUMNS[name] ?? []).filter((column) => events.some((event) => column.text(event) !== ""));
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={`${capital(name)} ledger`}>
      <table class="ledger-table">
        <thead><tr>{columns.map((column) => <th key={column.name} scope="col" class={column.number ? "number" : ""}>{column.name}</th>)}</tr></thead>
        <tbody>{events.map((event) => <Line key={event.id} event={event} columns={columns} />)}</tbody>
      </table>
    </div>
  );
}

function Line({ event, columns }: { event: Happening; columns: Column[] }) {
  return (
    <tr class={isChosen(event) ? "chosen" : ""} onClick={() => (chosen.value = event.id)}>
      {columns.map((column) => (
        <td key={column.name} class={column.number ? "number" : ""} dir="auto">
          {column.name === "In a line" ? <button type="button" class="plain line" aria-pressed={isChosen(event)}>{event.headline}</button> : column.cell(event)}
        </td>
      ))}
    </tr>
  );
}
