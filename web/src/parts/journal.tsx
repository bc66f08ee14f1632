// What people have judged about an event or an article: who, when, why.
import { about } from "../data";
import { published } from "../format";
import { say, word } from "../say";
import type { Judged } from "../shapes";

export function Journal({ judgements }: { judgements: Judged[] }) {
  if (judgements.length === 0) return null;
  return (
    <section aria-labelledby="journal">
      <h3 id="journal">{say("journal.title")}</h3>
      <ul class="journal">{judgements.map((one) => <li key={one.id}><Judgement one={one} /></li>)}</ul>
    </section>
  );
}

export function Judgement({ one }: { one: Judged }) {
  return (
    <>
      <p>
        <strong>{word("verdict", one.verdict)}</strong>{one.field && <> <code>{one.field}</code> → <bdi>{one.value}</bdi></>}{" "}
        <span class="quiet">{say("journal.by")} <bdi>{one.who}</bdi>, <time>{published(one.when, about.value.zone)}</time>{one.standing ? "" : ` · ${say("journal.gone")}`}</span>
      </p>
      {one.why && <p class="quiet" dir="auto">{one.why}</p>}
      {one.subjects.map((subject, at) => subject.quote && <blockquote key={at} dir="auto">{subject.quote}</blockquote>)}
    </>
  );
}
