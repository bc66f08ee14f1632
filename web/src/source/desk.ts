// Where one writes: verdicts on what was read, and new articles. Only `unfog serve` has it; a report has none.
import type { EventPage, Judged, Line, Part, Said } from "../shapes";
import { type EventAnswer, eventPage } from "./answers";
import { get, post } from "./http";
import type { Data } from "./rows";
import { type Excerpt, saidOf } from "./slices";

export interface Verdict { verdict: string; subjects: string[]; field: string | null; value: string | null; who: string; why: string }

export interface Input { origin: string; outcome: string; code: string | null; message: string | null; article: string | null }
export interface Job {
  id: string;
  what: string;
  state: "waiting" | "running" | "done" | "failed";
  stage: string | null;
  done: number;
  total: number;
  steps: number;
  step: number;
  started: string | null;
  ended: string | null;
  message: string | null;
  inputs: Input[];
}

/** One thing to look at: an event, or two claims that may tell of the same. */
export interface Doubt { kind: "event" | "pair"; doubt: number; reasons: string[]; row: Line | null; page: EventPage | null; pair: [Said, Said] | null; score: number | null; link: string | null }
export interface Queue { matched: number; reviewed: number; items: Doubt[] }
export interface Log { matched: number; judgements: Judged[] }
export interface Limits { limits: { file_bytes: number; request_bytes: number; text_characters: number; files: number }; kinds: string[]; url: boolean; jobs: Job[] }

export interface Rights { who: string; fields: string[]; choices: Record<string, string[]>; url: boolean; zone: string | null }

type Slice = Pick<Data, "events" | "claims" | "documents" | "actors">;
interface Item { kind: "event" | "pair"; doubt: number; reasons: string[]; row?: Line; slice: Slice; excerpts?: Excerpt[]; score?: number; link?: string }

export class Desk {
  constructor(readonly rights: Rights) {}

  async queue(kind: string, { offset, limit }: Part): Promise<Queue> {
    const answer = await get<{ matched: number; reviewed: number; items: Item[] }>("/review", new URLSearchParams({ kind, offset: String(offset), limit: String(limit) }));
    return { ...answer, items: answer.items.map(doubtOf) };
  }

  judge = (verdict: Verdict): Promise<{ judgement: Judged; job: Job | null }> => post("/judgements", verdict);
  log = ({ offset, limit }: Part): Promise<Log> => get("/judgements", new URLSearchParams({ offset: String(offset), limit: String(limit) }));
  limits = (): Promise<Limits> => get("/add");
  job = (id: string): Promise<Job> => get<Job | { job: Job }>(`/jobs/${encodeURIComponent(id)}`).then((answer) => ("job" in answer ? answer.job : answer));

  add(what: File[] | Record<string, string>): Promise<{ job: Job }> {
    if (!Array.isArray(what)) return post("/add", what);
    const form = new FormData();
    for (const file of what) form.append("files", file);
    return post("/add", form);
  }
}

function doubtOf(item: Item): Doubt {
  const { kind, doubt, reasons, slice, excerpts = [] } = item;
  const common = { kind, doubt, reasons, score: item.score ?? null, link: item.link ?? null };
  if (kind === "event") {
    const answer: EventAnswer = { row: item.row!, slice, excerpts, thread: [], moments: [], judgements: [], links: [], near: [], families: [] };
    return { ...common, row: item.row ?? null, page: eventPage(answer), pair: null };
  }
  const [one, other] = [saidOf(slice, 0, 1, excerpts), saidOf(slice, 1, 2, excerpts)];
  return { ...common, row: null, page: null, pair: one && other ? [one, other] : null };
}
