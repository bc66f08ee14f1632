// A claim: who says it, how surely, where it was printed, and its sentence marked in the article's text.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Article, Claim } from "./data";
import { dayOf, sourceName } from "./format";
import { chosen, claimsOf, data } from "./state";
import { capital, count, country, factuality, stance } from "./words";

const AROUND = 260;

export const numberOf = (claim: Claim): number => (data.value.events[claim.event]?.claims ?? []).findIndex((at) => data.value.claims[at] === claim) + 1;

/** Numbers in brackets that lead to the claims of the event below. */
export function Cites({ claims }: { claims: number[] }) {
  return (
    <span class="cites">
      {claims.map((at) => {
        const claim = data.value.claims[at];
        return claim && <button key={at} type="button" class="plain" title="Go to the claim" onClick={() => goTo(claim)}>[{numberOf(claim)}]</button>;
      })}
    </span>
  );
}

function goTo(claim: Claim): void {
  const card = document.getElementById(`claim-${claim.id}`);
  card?.closest("details")?.setAttribute("open", "");
  card?.scrollIntoView({ block: "center" });
  card?.focus({ preventScroll: true });
}

export function ClaimCard({ told, open }: { told: Claim[]; open: boolean }) {
  const [first, ...others] = told;
  if (!first) return null;
  return (
    <div class={`claim ${first.weighs}`}>
      <Told claim={first} open={open} />
      {others.length > 0 && (
        <details>
          <summary>{count(others.length, "more printing")} of this story (counted once)</summary>
          {others.map((claim) => <Told key={claim.id} claim={claim} open={false} />)}
        </details>
      )}
    </div>
  );
}

function Told({ claim, open }: { claim: Claim; open: boolean }) {
  const article = data.value.documents[claim.document];
  if (!article) return null;
  return (
    <div class="told" id={`claim-${claim.id}`} tabIndex={-1}>
      <Speaker claim={claim} article={article} />
      <Printed article={article} />
      <Passage claim={claim} article={article} whole={open && article.text.length < 900} />
    </div>
  );
}

function Speaker({ claim, article }: { claim: Claim; article: Article }) {
  const actor = claim.actor === null ? undefined : data.value.actors[claim.actor];
  const notes = [
    actor?.side && actor.known ? `side: ${country(actor.side)}` : "",
    actor?.independent ? "no party" : "",
    claim.via.length > 0 ? `via ${claim.via.join(", ")}` : "",
    claim.verification === "unverified" ? "not verified, says the article" : "",
    claim.verification === "disputed" ? "disputed, says the article" : "",
  ].filter(Boolean);
  return (
    <p class="speaker">
      <span class="quiet">[{numberOf(claim)}] </span>
      <strong dir="auto">{sourceName(claim, article.publisher)}</strong>{" "}
      <span>{stance(claim.stance)}</span>
      <span class="quiet"> · gives it {factuality(claim.factuality)} · {claim.phase}</span>
      {notes.length > 0 && <span class="quiet"> · {notes.join(" · ")}</span>}
    </p>
  );
}

function Printed({ article }: { article: Article }) {
  const date = article.published ? dayOf(article.published) : "date unknown";
  const doubt = article.published_from === "header" ? " (date from the article's header)" : "";
  return (
    <p class="printed quiet">
      <bdi>{article.publisher ?? "Publisher unknown"}</bdi>, {date}{doubt}
      {article.title && <> · <cite dir="auto">{article.title}</cite></>}
      {article.url && <> · <a href={article.url} target="_blank" rel="noopener noreferrer">original</a></>}
    </p>
  );
}

function Passage({ claim, article, whole }: { claim: Claim; article: Article; whole: boolean }) {
  const all = useSignal(whole);
  const box = useRef<HTMLDivElement>(null);
  const [from, to] = all.value ? [0, article.text.length] : excerpt(article.text, claim);
  useEffect(() => {
    const [text, mark] = [box.current, box.current?.querySelector("mark.this")];
    if (text && mark instanceof HTMLElement) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
  }, [all.value]);
  const shortened = from > 0 || to < article.text.length;
  return (
    <>
      <div class={all.value ? "passage whole" : "passage"} ref={box} dir="auto" tabIndex={all.value ? 0 : undefined} role="group" aria-label="Text of the article">
        {from > 0 && "… "}
        {pieces(claim, from, to).map((piece) => <Marked key={piece.from} piece={piece} text={article.text} />)}
        {to < article.text.length && " …"}
      </div>
      {(shortened || all.value) && (
        <button type="button" class="plain" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? "Show the passage only" : "Show the whole article"}
        </button>
      )}
    </>
  );
}

/** The claim with some text around it, cut between words. */
function excerpt(text: string, claim: Claim): [number, number] {
  const from = claim.start <= AROUND ? 0 : text.indexOf(" ", claim.start - AROUND) + 1;
  const to = claim.end + AROUND >= text.length ? text.length : text.lastIndexOf(" ", claim.end + AROUND);
  return [Math.min(from, claim.start), Math.max(to, claim.end)];
}

interface Piece { from: number; to: number; own: boolean; other: Claim | undefined }

/** The text from `from` to `to`, cut wherever a claim of the article begins or ends. */
function pieces(claim: Claim, from: number, to: number): Piece[] {
  const others = (claimsOf.value[claim.document] ?? []).filter((one) => one.id !== claim.id);
  const cuts = [from, to, ...[claim, ...others].flatMap((one) => [one.start, one.end])];
  const edges = [...new Set(cuts.filter((at) => at >= from && at <= to))].sort((a, b) => a - b);
  return edges.slice(1).map((end, at) => {
    const start = edges[at] ?? from;
    const covers = (one: Claim): boolean => one.start <= start && one.end >= end;
    return { from: start, to: end, own: covers(claim), other: others.find(covers) };
  });
}

function Marked({ piece, text }: { piece: Piece; text: string }) {
  const words = text.slice(piece.from, piece.to);
  if (piece.own) return <mark class="this">{words}</mark>;
  const { other } = piece;
  if (!other) return <>{words}</>;
  const event = data.value.events[other.event];
  if (!event || event.id === chosen.value) return <mark class="other">{words}</mark>;
  return (
    <mark class="other">
      <a href={`#e=${event.id}`} title={`${capital(event.grade ?? "ungraded")}: ${event.headline}`} onClick={(e) => openEvent(e, event.id)}>{words}</a>
    </mark>
  );
}

function openEvent(clicked: Event, id: string): void {
  clicked.preventDefault();
  chosen.value = id;
}
