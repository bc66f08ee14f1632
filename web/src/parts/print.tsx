// What is printed of the picture: the filter in words, the chosen event, and the events as a plain list. Other pages print as they are.
import { signal } from "@preact/signals";
import { options } from "preact";
import { about, facets, listing } from "../data";
import { when, where } from "../format";
import { Detail } from "../pages/picture";
import { chosen, page, query } from "../route";
import { say, word } from "../say";
import { LISTED } from "../shapes";
import { asGrade } from "../words";
import { Glyph } from "./grades";

export const printing = signal(false);

export function followPrinting(): void {
  const now = (on: boolean) => (): void => {
    if (page.peek() !== "picture") return;
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
  const lines = [...listing.pages.value.keys()].sort((a, b) => a - b).flatMap((number) => listing.pages.value.get(number) ?? []);
  const matched = facets.value.value?.matched ?? 0;
  return (
    <div class="printed-page">
      <h1>{about.value.title}</h1>
      <p>{say("print.count", { n: matched, events: about.value.events })} {inWords()}</p>
      {chosen.value && <Detail />}
      <table>
        <thead><tr><th>{say("print.grade")}</th><th>{say("event.when")}</th><th>{say("event.where")}</th><th>{say("print.what")}</th></tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td class="nowrap"><Glyph grade={asGrade(line.grade)} /> {word("grade", asGrade(line.grade))}</td>
              <td class="nowrap">{when(line)}</td><td dir="auto">{where(line.place)}</td><td dir="auto">{line.headline}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {matched > lines.length && <p>{say("print.more", { n: matched - lines.length })}</p>}
    </div>
  );
}

function inWords(): string {
  const { from, to, q, undated } = query.value;
  const lists = LISTED.filter((name) => query.value[name].length > 0).map((name) => `${word("facet", name)}: ${query.value[name].join(", ")}.`);
  const rest = [from && say("print.from", { day: from }), to && say("print.to", { day: to }), undated && say("print.undated"), q && say("print.search", { words: q })];
  return [...lists, ...rest].filter(Boolean).join(" ") || say("print.unfiltered");
}
