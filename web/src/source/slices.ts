// From the rows of a report, or a slice of them as the server gives it, to what a page shows of one event or article.
import type { Head, Line, Said } from "../shapes";
import type { Article, Claim, Data, Happening } from "./rows";

export type Slice = Pick<Data, "events" | "claims" | "documents" | "actors">;
export interface Excerpt { document: number; start: number; text: string }

export const AROUND = 260;

export const headOf = ({ id, title, publisher, published, published_from, url }: Article): Head => ({ id, title, publisher, published, published_from, url });

/** A claim with its words and those around them. `number` is how it is cited on the page of its event. */
export function saidOf(slice: Slice, at: number, number: number, excerpts: Excerpt[] = []): Said | null {
  const claim = slice.claims[at];
  const document = claim && slice.documents[claim.document];
  if (!claim || !document) return null;
  const piece = document.text ? { start: 0, text: document.text } : passageOf(claim, excerpts);
  const [start, end] = [claim.start - piece.start, claim.end - piece.start];
  const [from, to] = around(piece.text, start, end);
  const { event: _event, document: _document, actor, ...rest } = claim;
  return {
    ...rest, number, article: headOf(document), actor: actor === null ? null : (slice.actors[actor] ?? null),
    before: piece.text.slice(from, start), quote: piece.text.slice(start, end), after: piece.text.slice(end, to),
  };
}

function passageOf(claim: Claim, excerpts: Excerpt[]): { start: number; text: string } {
  const holding = excerpts.find((one) => one.document === claim.document && one.start <= claim.start && one.start + one.text.length >= claim.end);
  return holding ?? { start: claim.start, text: "" };
}

/** From where to where of a text to show around a claim, cut between words. */
function around(text: string, start: number, end: number): [number, number] {
  const from = start <= AROUND ? 0 : text.indexOf(" ", start - AROUND) + 1;
  const to = end + AROUND >= text.length ? text.length : text.lastIndexOf(" ", end + AROUND);
  return [Math.min(from, start), Math.max(to, end)];
}

export function lineOf(event: Happening, slice: Slice): Line {
  const claims = event.claims.flatMap((at) => slice.claims[at] ?? []);
  const documents = [...new Set(claims.map((claim) => claim.document))].flatMap((at) => slice.documents[at] ?? []);
  const sides = (weighs: string): string[] => [...new Set(claims.filter((claim) => claim.weighs === weighs).flatMap((claim) => slice.actors[claim.actor ?? -1]?.side ?? []))].sort();
  const published = documents.flatMap((one) => one.published?.slice(0, 10) ?? []).sort();
  const { id, headline, event_type, ledger, phase, begin, end, time_precision, first, last, day, told, place, grade, independent_for, independent_against } = event;
  return {
    id, headline, event_type, ledger, phase, begin, end, time_precision, first, last, day, told, place, grade, independent_for, independent_against,
    local: null, contested: grade === "contested", sides_for: sides("for"), sides_against: sides("against"), claims: claims.length, articles: documents.length,
    publishers: new Set(documents.map((one) => one.publisher)).size, published: published.length > 0 ? [published[0]!, published.at(-1)!] : [], reviewed: false,
  };
}

