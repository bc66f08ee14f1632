// A claim: who says it, how surely, where it was printed, and its sentence marked among the words around it.
import { about } from "../data";
import { published, sourceName } from "../format";
import { hrefOf } from "../route";
import { say, word } from "../say";
import type { Head, Said } from "../shapes";
import { country } from "../words";
import { Side } from "./side";

/** Numbers in brackets that lead to the claims of the event below. */
export function Cites({ claims, said }: { claims: number[]; said: Said[] }) {
  return (
    <span class="cites">
      {claims.map((at) => said[at] && <button key={at} type="button" class="plain" title={say("claim.go")} onClick={() => goTo(said[at]!)}>[{said[at]!.number}]</button>)}
    </span>
  );
}

function goTo(claim: Said): void {
  const card = document.getElementById(`claim-${claim.id}`);
  card?.closest("details")?.setAttribute("open", "");
  card?.scrollIntoView({ block: "center" });
  card?.focus({ preventScroll: true });
}

export function ClaimCard({ told }: { told: Said[] }) {
  const [first, ...others] = told;
  if (!first) return null;
  return (
    <div class={`claim ${first.weighs}`}>
      <Told said={first} />
      {others.length > 0 && (
        <details>
          <summary>{say("claim.copies", { n: others.length })}</summary>
          {others.map((said) => <Told key={said.id} said={said} />)}
        </details>
      )}
    </div>
  );
}

export function Told({ said, numbered = true }: { said: Said; numbered?: boolean }) {
  return (
    <div class="told" id={`claim-${said.id}`} tabIndex={-1}>
      <Speaker said={said} numbered={numbered} />
      <Printed head={said.article} claim={said.id} />
      <Passage said={said} />
    </div>
  );
}

export function Speaker({ said, numbered = true }: { said: Said; numbered?: boolean }) {
  const { actor } = said;
  const notes = [
    actor?.independent ? say("claim.no_party") : "",
    said.via.length > 0 ? say("claim.via", { names: said.via.join(", ") }) : "",
    said.verification ? word("verification", said.verification) : "",
  ].filter(Boolean);
  return (
    <p class="speaker">
      {numbered && <span class="quiet">[{said.number}] </span>}
      <strong dir="auto">{sourceName(said)}</strong>{" "}
      {actor?.side && actor.known && <><Side code={actor.side} /><span class="unseen"> ({country(actor.side)})</span>{" "}</>}
      <span>{word("stance", said.stance)}</span>
      <span class="quiet"> · {say("claim.gives", { how: word("factuality", said.factuality) })} · {word("phase", said.phase)}</span>
      {notes.length > 0 && <span class="quiet" dir="auto"> · {notes.join(" · ")}</span>}
    </p>
  );
}

/** Who printed it, when, and ways to the article: here, and where it was published. */
export function Printed({ head, claim = "" }: { head: Head; claim?: string }) {
  const doubt = head.published_from === "header" ? ` ${say("claim.header_date")}` : "";
  return (
    <p class="printed quiet">
      <bdi>{head.publisher ?? say("unknown.publisher")}</bdi>, <time>{published(head.published, about.value.zone)}</time>{doubt}
      {" · "}<a href={hrefOf("article", head.id, { claim })} dir="auto">{head.title ?? say("article.untitled")}</a>
      {head.url && <> · <a href={head.url} target="_blank" rel="noopener noreferrer">{say("article.original")}</a></>}
    </p>
  );
}

function Passage({ said: { before, quote, after } }: { said: Said }) {
  return (
    <div class="passage" dir="auto">
      {before && "… "}{before}<mark class="this">{quote}</mark>{after}{after && " …"}
    </div>
  );
}

/** Claims told by one story are shown once, with its other printings under it. */
export function stories(claims: Said[]): Said[][] {
  const groups = new Map<string, Said[]>();
  for (const claim of claims) {
    const key = `${claim.family}|${claim.source ?? ""}|${claim.stance}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()];
}
