// One event: its grade with reasons, its figures by side, and every claim with its sentence.
import { about } from "../data";
import { exactly, exactness, when, whenNote, where } from "../format";
import { hrefOf } from "../route";
import { say, word } from "../say";
import type { EventPage, Said } from "../shapes";
import { asGrade, plain } from "../words";
import { Cites, ClaimCard, stories } from "./claim";
import { Figures } from "./figures";
import { Badge } from "./grades";
import { Sides } from "./side";

export function EventHead({ page }: { page: EventPage }) {
  const { line } = page;
  return (
    <>
      <Badge grade={asGrade(line.grade)} />
      <span class="quiet">{word("type", line.event_type)} · <a href={hrefOf("ledgers", line.ledger)}>{word("ledger", line.ledger)}</a></span>
      {line.reviewed && <span class="tag">{say("event.reviewed")}</span>}
    </>
  );
}

export function Facts({ page: { line, event } }: { page: EventPage }) {
  const { place } = line;
  const facts: [string, string, string][] = [
    [say("event.when"), when(line), [exactly(line, about.value.zone), whenNote(line)].filter(Boolean).join(" · ")],
    [say("event.where"), [where(place), place?.region !== place?.name ? place?.region : null].filter(Boolean).join(", "), place ? exactness(place) : ""],
    [say("event.by"), event.initiator.join(", "), ""],
    [say("event.to"), event.recipient.join(", "), ""],
    [say("event.with"), event.items.join(", "), ""],
    [say("event.stage"), plain(event.aid_stage ?? ""), ""],
    [say("event.outcome"), plain(event.outcome ?? ""), ""],
    [say("event.topic"), event.topic ?? "", ""],
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

export function Reasons({ page }: { page: EventPage }) {
  const grade = asGrade(page.line.grade);
  const { independent_for: yes, independent_against: no, articles, publishers } = page.line;
  return (
    <section aria-labelledby="why">
      <h3 id="why">{say("event.why", { grade: word("grade", grade) })}</h3>
      <p class="quiet">{word("meaning", grade)}</p>
      <ul class="reasons">{page.reasons.map((reason) => <li key={reason.code + reason.text} dir="auto">{reason.text} <Cites claims={reason.claims} said={page.said} /></li>)}</ul>
      <p class="voices-line">
        {[say("count.articles", { n: articles }), say("count.publishers", { n: publishers }), no > 0 ? say("event.voices_both", { yes, no }) : say("voices.independent", { n: yes })].join(", ")} <Sides codes={[...new Set([...page.line.sides_for, ...page.line.sides_against])]} />
      </p>
      <Also said={page.said} />
    </section>
  );
}

/** The publishers besides the first, each once. */
function Also({ said }: { said: Said[] }) {
  const publishers = [...new Map(said.map(({ article }) => [article.publisher ?? "", article])).values()].slice(1);
  if (publishers.length === 0) return null;
  return <p>{say("event.also")} {publishers.map((head, at) => <span key={head.id}>{at > 0 && ", "}<a href={hrefOf("article", head.id)} dir="auto">{head.publisher ?? say("unknown.publisher")}</a></span>)}</p>;
}

export function Claims({ page }: { page: EventPage }) {
  const { said } = page;
  const against = said.filter((claim) => claim.weighs === "against" || claim.stance === "denies");
  const rest = said.filter((claim) => !against.includes(claim));
  return (
    <section aria-labelledby="claims">
      <h3 id="claims">{say(rest.length > 0 ? "event.who" : "event.otherwise")} <span class="quiet">{say("count.claims", { n: said.length })}, {say("count.articles", { n: page.line.articles })}</span></h3>
      <Cards claims={rest} />
      {against.length > 0 && rest.length > 0 && <h3>{say("event.otherwise")}</h3>}
      <Cards claims={against} />
      {said.length === 0 && <p class="empty">{say("event.no_article")}</p>}
    </section>
  );
}

const Cards = ({ claims }: { claims: Said[] }) => <>{stories(claims).map((told) => <ClaimCard key={told[0]?.id} told={told} />)}</>;

/** The whole of an event below its headline, as a pane beside the map and on its own page alike. */
export function EventBody({ page }: { page: EventPage }) {
  return (
    <>
      <Facts page={page} />
      <Reasons page={page} />
      <Figures figures={page.figures} said={page.said} />
    </>
  );
}
