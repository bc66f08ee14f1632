// An event in time: who said what when, and on which day that changed its grade.
import { about } from "../data";
import { published, sourceName } from "../format";
import { say, word } from "../say";
import type { EventPage, Moment, Said, Step } from "../shapes";
import { asGrade } from "../words";
import { Cites } from "./claim";
import { Glyph } from "./grades";
import { Side } from "./side";

type Entry = { day: string; moment?: Moment; step?: Step };

/** Claims and changes of the grade by day; a change stands after the claims of its day, what has no day stands first. */
function entries({ moments, steps }: EventPage): Entry[] {
  const all: Entry[] = [...moments.map((moment) => ({ day: moment.time ?? moment.day ?? "", moment })), ...steps.map((step) => ({ day: step.day ? `${step.day}T99` : "", step }))];
  return all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : Number(Boolean(a.step)) - Number(Boolean(b.step))));
}

export function Thread({ page }: { page: EventPage }) {
  if (page.moments.length === 0) return null;
  return (
    <section aria-labelledby="thread">
      <h3 id="thread">{say("thread.title")}</h3>
      <ol class="thread">
        {entries(page).map((entry, at) => (entry.step ? <Turn key={at} step={entry.step} said={page.said} /> : entry.moment && <Spoken key={at} moment={entry.moment} said={page.said} />))}
      </ol>
    </section>
  );
}

function Turn({ step, said }: { step: Step; said: Said[] }) {
  const grade = asGrade(step.grade);
  return (
    <li class="turn">
      <span class="dot"><Glyph grade={grade} size={15} /></span>
      <p>
        <strong>{step.before ? say("thread.turned", { before: word("grade", step.before), grade: word("grade", grade) }) : say("thread.first", { grade: word("grade", grade) })}</strong>
        {" "}<span class="quiet" dir="auto">{step.reasons.map((reason) => reason.text).join(" ")}</span> <Cites claims={step.claims} said={said} />
      </p>
    </li>
  );
}

function Spoken({ moment, said }: { moment: Moment; said: Said[] }) {
  const claim = said[moment.claim];
  if (!claim) return null;
  return (
    <li class={`spoken is-${moment.kind}`}>
      <span class="dot" aria-hidden="true" />
      <p class="spoken-when"><time>{published(moment.time ?? moment.day, about.value.zone)}</time> <span class={`kind ${moment.kind}`}>{word("moment", moment.kind)}</span></p>
      <p>
        <strong dir="auto">{sourceName(claim)}</strong> {claim.actor?.side && <Side code={claim.actor.side} />}{" "}
        <span class="quiet">{word("stance", claim.stance)}, {say("claim.gives", { how: word("factuality", claim.factuality) })}, {say("thread.in")} <bdi>{claim.article.publisher ?? say("unknown.publisher")}</bdi></span>{" "}
        <Cites claims={[moment.claim]} said={said} />
      </p>
      <blockquote dir="auto">{claim.quote}</blockquote>
    </li>
  );
}
