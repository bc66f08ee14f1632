// The page of an event: threads in time, source cards, independent families, reasons of the grade, figures by side.
import { asked } from "../asked";
import { about, edition, source } from "../data";
import { Verdicts } from "../desk/verdicts";
import { Claims, EventHead, Facts, Reasons } from "../parts/event";
import { Figures } from "../parts/figures";
import { EventLine } from "../parts/lines";
import { Journal } from "../parts/journal";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { Thread } from "../parts/thread";
import { hrefOf, id, page } from "../route";
import { say } from "../say";
import type { EventPage } from "../shapes";

const shown = asked(() => {
  void edition.value;
  return page.value === "event" ? (source.value?.event(id.value) ?? null) : null;
}, () => id.value);

export function EventSheet() {
  const { value, waiting, error } = shown.state.value;
  if (!value && !waiting && !error) return <Sheet title={say("event.name")}><Empty title={say(about.value.writable ? "event.missing" : "event.missing_report")}><a href={hrefOf("picture")}>{say("event.to_picture")}</a></Empty></Sheet>;
  return <Answered of={shown.state.value} again={shown.again}>{(one) => <Whole key={one.line.id} page={one} />}</Answered>;
}

function Whole({ page: one }: { page: EventPage }) {
  return (
    <Sheet title={one.line.headline} wide>
      <div class="detail-bar"><EventHead page={one} /></div>
      <div class="event-columns">
        <div>
          <Facts page={one} />
          <Reasons page={one} />
          <Figures figures={one.figures} said={one.said} />
          <Families page={one} />
          <Thread page={one} />
          <Near page={one} />
        </div>
        <div>
          <Claims page={one} />
          {about.value.writable && <Verdicts page={one} then={shown.again} />}
          <Journal judgements={one.judgements} />
          <p class="quiet id">{say("event.id", { id: one.line.id })} <code>unfog explain {one.line.id}</code></p>
        </div>
      </div>
    </Sheet>
  );
}

/** What else is told of its place on its days: other accounts of the same may be among it. */
function Near({ page: { near } }: { page: EventPage }) {
  if (near.length === 0) return null;
  return (
    <section aria-labelledby="near">
      <h3 id="near">{say("near.title")}</h3>
      <ul class="event-lines">{near.map((line) => <EventLine key={line.id} line={line} />)}</ul>
    </section>
  );
}

/** The stories that the articles of an event come down to: each counts as one witness at most. */
function Families({ page: one }: { page: EventPage }) {
  const families = [...new Set(one.said.map((said) => said.family))].map((family) => {
    const own = one.said.filter((said) => said.family === family);
    return { family, articles: [...new Map(own.map((said) => [said.article.id, said.article])).values()], note: one.families.find((other) => other.family === family) };
  });
  if (families.length === 0) return null;
  return (
    <section aria-labelledby="families">
      <h3 id="families">{say("family.title", { n: families.length })}</h3>
      <ul class="families">
        {families.map(({ family, articles, note }) => (
          <li key={family}>
            {articles.map((head, at) => (
              <span key={head.id}>{at === 0 ? "" : `, ${say("family.also")} `}<a href={hrefOf("article", head.id)} dir="auto">{head.publisher ?? say("unknown.publisher")}</a></span>
            ))}
            {note && <span class="quiet" dir="auto"> {say(note.independent ? "family.own" : "family.none", { why: note.why })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
