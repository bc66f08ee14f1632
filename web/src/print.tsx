// What is printed: the filter in words, the chosen event, and the events as a plain list. Built only for printing.
import { signal } from "@preact/signals";
import { options } from "preact";
import { Detail } from "./detail";
import { gradeOf } from "./filter";
import { when, where } from "./format";
import { Glyph } from "./grades";
import { chosenEvent, data, filter, listed } from "./state";
import { count, plain } from "./words";

const MOST = 1000;
export const printing = signal(false);

export function followPrinting(): void {
  const now = (on: boolean) => (): void => {
    // The page is laid out for printing as soon as this returns, so the change must be drawn at once.
    const later = options.debounceRendering;
    options.debounceRendering = (draw) => draw();
    printing.value = on;
    options.debounceRendering = later;
  };
  addEventListener("beforeprint", now(true));
  addEventListener("afterprint", now(false));
}

export function Printed() {
  const events = listed.value.flatMap((at) => data.value.events[at] ?? []);
  return (
    <div class="printed-page">
      <h1>{data.value.title}</h1>
      <p>{count(events.length, "event")} of {data.value.events.length}. {inWords()}</p>
      {chosenEvent.value && <Detail />}
      <table>
        <thead><tr><th>Grade</th><th>When</th><th>Where</th><th>What</th></tr></thead>
        <tbody>
          {events.slice(0, MOST).map((event) => (
            <tr key={event.id}>
              <td class="nowrap"><Glyph grade={gradeOf(event)} /> {gradeOf(event)}</td>
              <td class="nowrap">{when(event)}</td><td>{where(event.place)}</td><td dir="auto">{event.headline}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.length > MOST && <p>{events.length - MOST} more are not printed: narrow the filter.</p>}
    </div>
  );
}

function inWords(): string {
  const { grades, types, sources, from, to, query, undated } = filter.value;
  const parts = [
    grades.length > 0 ? `Grades: ${grades.join(", ")}.` : "", types.length > 0 ? `Types: ${types.map(plain).join(", ")}.` : "",
    sources.length > 0 ? `Sources: ${sources.join(", ")}.` : "", from ? `From ${from}.` : "", to ? `To ${to}.` : "",
    undated ? "Undated only." : "", query ? `Search: ${query}.` : "",
  ];
  return parts.filter(Boolean).join(" ") || "No filter is set.";
}
