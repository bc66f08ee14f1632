// Full text of what was read: events and articles in which the words stand, narrowed by facets.
import { signal } from "@preact/signals";
import { asked } from "../asked";
import { edition, source } from "../data";
import { Choices } from "../parts/choices";
import { Dates } from "../parts/filters";
import { EventLine, Snippets } from "../parts/lines";
import { More, useRest } from "../parts/more";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { published } from "../format";
import { about } from "../data";
import { change, hrefOf, page, query } from "../route";
import { say } from "../say";
import { type Found, LISTED } from "../shapes";

const typed = signal<string | null>(null);

const found = asked(() => {
  void edition.value;
  return page.value === "search" && query.value.q.trim() ? (source.value?.find(query.value, { offset: 0, limit: 50 }) ?? null) : null;
});

export function Search() {
  const submit = (event: Event): void => {
    event.preventDefault();
    change({ q: (typed.value ?? query.value.q).trim() });
    typed.value = null;
  };
  const { value } = found.state.value;
  return (
    <Sheet title={say("search.title")} wide>
      <form class="search-form" role="search" onSubmit={submit}>
        <input id="search" type="search" aria-label={say("search.words")} placeholder={say("search.words")} value={typed.value ?? query.value.q} onInput={(e) => (typed.value = e.currentTarget.value)} />
        <button type="submit" class="primary">{say("search.go")}</button>
      </form>
      <p class="quiet">{say("search.how")}</p>
      {query.value.q && value?.facets && <div class="filters" role="group" aria-label={say("filter.name")}>{LISTED.map((facet) => <Choices key={facet} facet={facet} from={value.facets} />)}<Dates /></div>}
      {query.value.q ? <Answered of={found.state.value} again={found.again}>{(all) => <Results found={all} />}</Answered> : <Empty title={say("search.nothing_asked")}>{say("search.try")}</Empty>}
    </Sheet>
  );
}

function Results({ found: all }: { found: Found }) {
  const events = useRest(all.rows, async (part) => (await source.value!.find(query.value, part)).rows);
  const articles = useRest(all.articles.rows, async (part) => (await source.value!.find(query.value, part)).articles.rows);
  if (all.matched + all.articles.matched === 0) return <Empty title={say("search.none")}>{say("search.none_note")}</Empty>;
  return (
    <>
      {all.notes.map((note) => <p key={note} class="warning" dir="auto">{note}</p>)}
      {all.capped && <p class="warning">{say("search.capped")}</p>}
      <div class="search-columns">
        <section aria-labelledby="found-events">
          <h3 id="found-events">{say("count.events", { n: all.matched })}</h3>
          <ul class="event-lines">{events.rows.map((line) => <EventLine key={line.id} line={line}><Snippets parts={line.snippet} /></EventLine>)}</ul>
          <More rest={events} matched={all.matched} />
        </section>
        <section aria-labelledby="found-articles">
          <h3 id="found-articles">{say("count.articles", { n: all.articles.matched })}</h3>
          <ul class="event-lines">
            {articles.rows.map((head) => (
              <li key={head.id} class="event-line">
                <p class="quiet"><bdi>{head.publisher ?? say("unknown.publisher")}</bdi>, {published(head.published, about.value.zone)} · {say("count.events", { n: head.events })}</p>
                <a href={hrefOf("article", head.id)} dir="auto">{head.title ?? say("article.untitled")}</a>
                <Snippets parts={head.snippet} />
              </li>
            ))}
          </ul>
          <More rest={articles} matched={all.articles.matched} />
        </section>
      </div>
    </>
  );
}
