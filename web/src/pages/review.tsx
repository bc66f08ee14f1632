// Review: what is least sure comes first; each is accepted, put right, joined, parted or set aside, by keys alone if one likes.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asked } from "../asked";
import { desk, edition } from "../data";
import { judge, told, undo } from "../desk/judging";
import { Correction, Name } from "../desk/verdicts";
import { Claims, EventHead, Facts, Reasons } from "../parts/event";
import { Figures } from "../parts/figures";
import { Told } from "../parts/claim";
import { Facts as LineFacts } from "../parts/list";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { extra, hrefOf, page, setExtra } from "../route";
import { say, word } from "../say";
import type { Doubt, Queue } from "../source/desk";

const KINDS = ["event", "pair"] as const;
const PAGE = 50;

const queue = asked(() => {
  void edition.value;
  return page.value === "review" ? (desk.value?.queue(extra.value.kind ?? "event", { offset: 0, limit: PAGE }) ?? null) : null;
});
const at = signal(0);
const done = signal<Set<string>>(new Set());
const why = signal("");
const correcting = signal(false);
const correction = signal({ field: "", value: "" });

const keyOf = (item: Doubt): string => item.row?.id ?? item.pair?.map((said) => said.id).join() ?? "";
const left = (): Doubt[] => (queue.state.value.value?.items ?? []).filter((item) => !done.value.has(keyOf(item)));
const current = (): Doubt | undefined => left()[Math.min(at.value, left().length - 1)];

const KEYS: Record<string, (item: Doubt) => void> = {
  a: (item) => item.kind === "event" && void send(item, "accept"),
  s: (item) => item.kind === "pair" && void send(item, "same"),
  n: (item) => item.kind === "pair" && void send(item, "apart"),
  x: (item) => void send(item, "set_aside"),
  c: (item) => item.kind === "event" && open(),
};

function open(): void {
  correcting.value = true;
  correction.value = { field: desk.value?.rights.fields[0] ?? "", value: "" };
  setTimeout(() => document.querySelector<HTMLElement>(".correction select")?.focus());
}

async function send(item: Doubt, verdict: string): Promise<void> {
  const first = item.page?.said[0]?.id ?? item.pair?.[0].id ?? "";
  const subjects = verdict === "accept" ? [item.row?.id ?? ""] : item.kind === "pair" && verdict !== "set_aside" ? (item.pair ?? []).map((said) => said.id) : [first];
  const taken = await judge({ verdict, subjects, why: why.value, ...(verdict === "correct" ? correction.value : {}) });
  if (!taken) return;
  done.value = new Set([...done.value, keyOf(item)]);
  why.value = "";
  correcting.value = false;
  document.getElementById("review-item")?.focus();
}

function onKey(pressed: KeyboardEvent): void {
  const typing = pressed.target instanceof HTMLElement && pressed.target.closest("input, select, textarea");
  if (pressed.key === "Escape") correcting.value = false;
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  const item = current();
  if (pressed.key === "j" || pressed.key === "ArrowDown") at.value = Math.min(left().length - 1, at.value + 1);
  else if (pressed.key === "k" || pressed.key === "ArrowUp") at.value = Math.max(0, at.value - 1);
  else if (pressed.key === "u" && told.value?.undo) void takeBack();
  else if (item && KEYS[pressed.key]) KEYS[pressed.key]!(item);
  else return;
  pressed.preventDefault();
}

async function takeBack(): Promise<void> {
  if (!(await undo(told.value?.undo ?? ""))) return;
  done.value = new Set();
  queue.again();
}

export function Review() {
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Sheet title={say("review.title")} wide>
      <p class="lead">{say("review.lead")} <a href={hrefOf("judgements")}>{say("review.log")}</a></p>
      <Answered of={queue.state.value} again={queue.again}>{(value) => <Body queue={value} />}</Answered>
    </Sheet>
  );
}

function Body({ queue: value }: { queue: Queue }) {
  const items = left();
  const item = current();
  return (
    <>
      <div class="tools">
        <div class="chips" role="group" aria-label={say("review.kinds")}>
          {KINDS.map((kind) => <button key={kind} type="button" class="chip" aria-pressed={(extra.value.kind ?? "event") === kind} onClick={() => { at.value = 0; setExtra({ kind }); }}>{say(`review.${kind}`)}</button>)}
        </div>
        <span class="quiet" role="status">{say("review.count", { n: Math.max(0, value.matched - done.value.size), reviewed: value.reviewed + done.value.size })}</span>
      </div>
      {!item ? <Empty title={say("review.nothing")}>{say("review.nothing_note")}</Empty> : (
        <div class="review-columns">
          <ol class="review-queue" aria-label={say("review.queue")}>
            {items.map((one, place) => (
              <li key={keyOf(one)}>
                <button type="button" aria-current={one === item ? "true" : undefined} onClick={() => (at.value = place)}>
                  {one.row ? <><LineFacts line={one.row} /><span dir="auto">{one.row.headline}</span></> : <><span class="row-facts"><span class="tag">{say("review.pair_tag")}</span></span><span dir="auto">{one.pair?.[0].quote}</span></>}
                </button>
              </li>
            ))}
          </ol>
          <Item key={keyOf(item)} item={item} />
        </div>
      )}
    </>
  );
}

function Item({ item }: { item: Doubt }) {
  return (
    <section class="review-item" id="review-item" tabIndex={-1} aria-label={say("review.item")}>
      <p class="doubt"><strong>{say("review.doubt", { n: Math.round(item.doubt * 100) })}</strong> <span dir="auto">{item.reasons.join("; ")}</span></p>
      <Actions item={item} />
      {item.page && (
        <article>
          <div class="detail-bar"><EventHead page={item.page} /></div>
          <h3 class="headline" dir="auto"><a href={hrefOf("event", item.page.line.id)}>{item.page.line.headline}</a></h3>
          <Facts page={item.page} />
          <Claims page={item.page} />
          <Figures figures={item.page.figures} said={item.page.said} />
          <Reasons page={item.page} />
        </article>
      )}
      {item.pair && (
        <div class="pair">
          <p class="quiet">{say("review.pair_now", { link: word("link", item.link ?? "none"), score: (item.score ?? 0).toFixed(1) })}</p>
          {item.pair.map((said) => <div key={said.id} class="claim"><Told said={said} numbered={false} /></div>)}
        </div>
      )}
    </section>
  );
}

function Actions({ item }: { item: Doubt }) {
  const act = (key: string, verdict: string, words: string, main = false) => (
    <button type="button" class={main ? "primary" : ""} aria-keyshortcuts={key} onClick={() => (verdict === "correct" ? open() : void send(item, verdict))}>{words} <kbd>{key}</kbd></button>
  );
  return (
    <div class="actions" role="group" aria-label={say("review.verdict")}>
      <p class="buttons">
        {item.kind === "event" ? act("a", "accept", say("verdict.accept"), true) : <>{act("s", "same", say("verdict.same"), true)}{act("n", "apart", say("verdict.apart"))}</>}
        {item.kind === "event" && act("c", "correct", say("verdict.correct"))}
        {act("x", "set_aside", say("verdict.set_aside"))}
        {told.value?.undo && <button type="button" aria-keyshortcuts="u" onClick={() => void takeBack()}>{say("judge.undo")} <kbd>u</kbd></button>}
      </p>
      <div class="who"><Name /><label>{say("verdict.why")} <input type="text" value={why.value} onInput={(e) => (why.value = e.currentTarget.value)} /></label></div>
      {correcting.value && (
        <form onSubmit={(e) => { e.preventDefault(); void send(item, "correct"); }}>
          <Correction field={correction.value.field} value={correction.value.value} set={(field, value) => (correction.value = { field, value })} />
          <p class="buttons"><button type="submit" class="primary" disabled={!correction.value.value}>{say("verdict.correct")}</button><button type="button" onClick={() => (correcting.value = false)}>{say("verdict.cancel")}</button></p>
        </form>
      )}
    </div>
  );
}
