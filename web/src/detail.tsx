// One event: its grade with reasons, its figures by side, and every claim with its sentence marked in the article.
import { useEffect, useRef } from "preact/hooks";
import { Cites, ClaimCard } from "./claim";
import type { Claim, Happening, Range } from "./data";
import { gradeOf } from "./filter";
import { bound, when, whenNote, where } from "./format";
import { Badge, Glyph } from "./grades";
import { chosen, chosenEvent, data } from "./state";
import { basis, capital, count, country, GRADE_MEANING, GRADES, measure, plain, precision } from "./words";

export function Detail() {
  const box = useRef<HTMLElement>(null);
  const event = chosenEvent.value;
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [event]);
  return (
    <article class="detail" id="detail" ref={box} tabIndex={0} aria-label={event ? "Event" : "How to read this report"}>
      {event ? <Event event={event} /> : <Guide missing={chosen.value !== ""} />}
    </article>
  );
}

function Event({ event }: { event: Happening }) {
  const grade = gradeOf(event);
  return (
    <>
      <div class="detail-bar">
        <Badge grade={grade} />
        <span class="quiet">{plain(event.event_type)} · {event.ledger}</span>
        <button type="button" class="plain close" onClick={() => (chosen.value = "")}>Close</button>
      </div>
      <h2 dir="auto">{event.headline}</h2>
      <Facts event={event} />
      <section aria-labelledby="why">
        <h3 id="why">Why {grade}</h3>
        <p class="quiet">{GRADE_MEANING[grade]}</p>
        <ul class="reasons">{event.reasons.map((reason) => <li key={reason.code + reason.text}>{reason.text} <Cites claims={reason.claims} /></li>)}</ul>
      </section>
      <Figures figures={event.figures} />
      <Claims event={event} />
      <p class="quiet id">Event {event.id}. <code>unfog explain {event.id}</code> tells the same from the store.</p>
    </>
  );
}

function Facts({ event }: { event: Happening }) {
  const { place } = event;
  const exact = place ? `${precision(place.precision)}${place.radius_km >= 1 ? `, within about ${Math.round(place.radius_km)} km` : ""}` : "";
  const facts: [string, string, string][] = [
    ["When", when(event), whenNote(event)],
    ["Where", [where(place), place?.region !== place?.name ? place?.region : null].filter(Boolean).join(", "), exact],
    ["By", event.initiator.join(", "), ""],
    ["To", event.recipient.join(", "), ""],
    ["With", event.items.join(", "), ""],
    ["Stage", plain(event.aid_stage ?? ""), ""],
    ["Outcome", plain(event.outcome ?? ""), ""],
    ["About", event.topic ?? "", ""],
  ];
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value).map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}{note && <span class="quiet"> {note}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Figures({ figures }: { figures: Range[] }) {
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="figures">
      <h3 id="figures">Figures</h3>
      <table class="figures">
        <thead>
          <tr><th scope="col">Count</th><th scope="col">By</th><th scope="col" class="number">Lowest</th><th scope="col" class="number">Best</th><th scope="col" class="number">Highest</th><th scope="col">From</th></tr>
        </thead>
        <tbody>{figures.map((figure, at) => <Figure key={at} figure={figure} above={figures[at - 1]} />)}</tbody>
      </table>
    </section>
  );
}

const nameOf = (figure: Range): string =>
  [measure(figure.measure), figure.of && figure.of !== figure.measure ? `(${figure.of})` : "", basis(figure.basis)].filter(Boolean).join(" ");

function Figure({ figure, above }: { figure: Range; above: Range | undefined }) {
  const name = nameOf(figure);
  return (
    <tr class={figure.side ? "" : "overall"}>
      <th scope="row">{above && nameOf(above) === name ? <span class="unseen">{name}</span> : name}</th>
      <td>{figure.side ? country(figure.side) : "all sources"}</td>
      <td class="number">{bound(figure.low)}</td>
      <td class="number best">{figure.best === null ? "–" : bound(figure.best)}</td>
      <td class="number">{bound(figure.high)}</td>
      <td><Cites claims={figure.claims} /></td>
    </tr>
  );
}

/** Claims told by one story are shown once, with its other printings under it. */
function stories(claims: Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.family}|${claim.source ?? ""}|${claim.stance}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()];
}

function Claims({ event }: { event: Happening }) {
  const claims = event.claims.flatMap((at) => data.value.claims[at] ?? []);
  const against = claims.filter((claim) => claim.weighs === "against" || claim.stance === "denies");
  const rest = claims.filter((claim) => !against.includes(claim));
  const articles = new Set(claims.map((claim) => claim.document)).size;
  return (
    <section aria-labelledby="claims">
      <h3 id="claims">Who says so <span class="quiet">{count(claims.length, "claim")} in {count(articles, "article")}</span></h3>
      {stories(rest).map((told, at) => <ClaimCard key={told[0]?.id} told={told} open={at === 0} />)}
      {against.length > 0 && <h3>Who says otherwise</h3>}
      {stories(against).map((told, at) => <ClaimCard key={told[0]?.id} told={told} open={at === 0 && rest.length === 0} />)}
      {claims.length === 0 && <p class="empty">No article of this event is at hand.</p>}
    </section>
  );
}

/** What stands in the pane while no event is chosen. */
function Guide({ missing }: { missing: boolean }) {
  const { events, documents, notes } = data.value;
  return (
    <>
      {missing && <p class="warning" role="status">The event named in the address is not in this report.</p>}
      <h2>How to read this report</h2>
      <p>
        {count(events.length, "event")} from {count(documents.length, "article")}. Choose one on the map, in the list or in
        a ledger: its sources, their exact sentences and the reasons of its grade appear here.
      </p>
      <h3>Grades</h3>
      <dl class="grades">
        {GRADES.filter((grade) => grade !== "ungraded").map((grade) => (
          <div key={grade}><dt><Glyph grade={grade} /> {capital(grade)}</dt><dd>{GRADE_MEANING[grade]}</dd></div>
        ))}
      </dl>
      <h3>What the picture is</h3>
      <p>It shows what has been reported, not what has happened. A copy of a story counts once. An event without a date or a place is listed, never guessed onto a day or a point. Pale bars in the timeline are events whose time no text tells: they were published on that day or soon after.</p>
      {notes.length > 0 && <ul class="reasons">{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      <h3>Keys</h3>
      <dl class="keys">
        <div><dt><kbd>/</kbd></dt><dd>search</dd></div>
        <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous event</dd></div>
        <div><dt><kbd>Enter</kbd></dt><dd>into the event</dd></div>
        <div><dt><kbd>Esc</kbd></dt><dd>close the event</dd></div>
      </dl>
    </>
  );
}
