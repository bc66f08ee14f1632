// What the server says of an event or an article, as the pages of both the application and the report are given it.
import type { ArticlePage, Copied, EventPage, Head, Judged, Line, Link, Mark, Moment, Read, Reason, Said, Step } from "../shapes";
import type { Data } from "./rows";
import { type Excerpt, headOf, saidOf } from "./slices";

type Slice = Pick<Data, "events" | "claims" | "documents" | "actors">;

export interface EventAnswer {
  row: Line;
  slice: Slice;
  excerpts?: Excerpt[];
  thread: { day: string | null; before: string | null; grade: string; claims: number[]; reasons: { code: string; text: string; claims: number[] }[] }[];
  moments: Moment[];
  near: Line[];
  families: EventPage["families"];
  judgements: Judged[];
  links: { claim: number; other: number; kind: string; score: number }[];
}

export function eventPage(answer: EventAnswer): EventPage | null {
  const { slice, row } = answer;
  const event = slice.events[0];
  if (!event) return null;
  const said = event.claims.flatMap((at, position) => saidOf(slice, at, position + 1, answer.excerpts) ?? []);
  const place = new Map(event.claims.map((at, position) => [at, position]));
  const within = (claims: number[]): number[] => claims.flatMap((at) => place.get(at) ?? []);
  const reasons = (rows: Reason[]): Reason[] => rows.map((reason) => ({ ...reason, claims: within(reason.claims) }));
  return {
    line: row, event, said, reasons: reasons(event.reasons), figures: event.figures.map((figure) => ({ ...figure, claims: within(figure.claims) })),
    steps: answer.thread.map((step): Step => ({ ...step, claims: within(step.claims), reasons: reasons(step.reasons) })),
    moments: answer.moments.flatMap((moment) => within([moment.claim]).map((claim) => ({ ...moment, claim }))),
    judgements: answer.judgements, near: answer.near, families: answer.families,
    links: answer.links.flatMap((link): Link[] => {
      const [claim, other] = [place.get(link.claim), place.get(link.other)];
      return claim === undefined || other === undefined ? [] : [{ ...link, claim, other }];
    }),
  };
}

export interface ArticleAnswer {
  slice: Slice;
  said?: Read[];
  doubts: { code: string; text: string }[];
  copies: (Omit<Copied, "head"> & { document: Head })[];
  current: boolean;
  order: number[];
  set_aside: ArticlePage["setAside"];
  judgements: Judged[];
}

export function articlePage({ slice, said, doubts, copies, current, order, set_aside, judgements }: ArticleAnswer): ArticlePage | null {
  const document = slice.documents[0];
  if (!document) return null;
  const marks = order.flatMap((at, position): Mark[] => {
    const one: Said | null = saidOf(slice, at, position + 1);
    return one ? [{ said: one, event: slice.events[slice.claims[at]?.event ?? -1] ?? null, read: said?.[at] ?? null }] : [];
  });
  return {
    head: headOf(document), text: document.text, doubts: doubts.map((doubt) => doubt.text), marks,
    copies: copies.map(({ document: head, ...rest }) => ({ ...rest, head })), others: [], current, setAside: set_aside, judgements,
  };
}
