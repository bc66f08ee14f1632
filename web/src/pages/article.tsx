// An article: its text with every claim marked in place, what each mark means on hover and by keyboard, its copies and what they changed.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asked } from "../asked";
import { about, edition, source } from "../data";
import { published, range } from "../format";
import { Speaker } from "../parts/claim";
import { Badge } from "../parts/grades";
import { Journal } from "../parts/journal";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { extra, hrefOf, id, page } from "../route";
import { say, word } from "../say";
import type { ArticlePage, Copied, Head, Mark } from "../shapes";
import { asGrade, plain } from "../words";

const shown = asked(() => {
  void edition.value;
  return page.value === "article" ? (source.value?.article(id.value) ?? null) : null;
}, () => id.value);
/** The mark that is explained: the one under the pointer or with the focus. */
const pointed = signal<string>("");

export function ArticleSheet() {
  const { value, waiting, error } = shown.state.value;
  if (!value && !waiting && !error) return <Sheet title={say("article.name")}><Empty title={say("article.missing")}><a href={hrefOf("picture")}>{say("event.to_picture")}</a></Empty></Sheet>;
  return <Answered of={shown.state.value} again={shown.again}>{(one) => <Whole key={one.head.id} article={one} />}</Answered>;
}

function Whole({ article }: { article: ArticlePage }) {
  const { head, doubts, marks, current, setAside } = article;
  useEffect(() => {
    const first = extra.value.claim ?? "";
    pointed.value = marks.some((mark) => mark.said.id === first) ? first : "";
    if (pointed.value) document.getElementById(`mark-${first}`)?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <Sheet title={head.title ?? say("article.untitled")} wide>
      <p class="printed">
        <bdi>{head.publisher ?? say("unknown.publisher")}</bdi> · <time>{published(head.published, about.value.zone)}</time>
        {head.url && <> · <a href={head.url} target="_blank" rel="noopener noreferrer">{say("article.original")}</a></>}
      </p>
      {setAside ? <p class="warning">{say("article.set_aside", { who: setAside.who, why: setAside.why })}</p> : !current && <p class="warning">{say("article.gone")}</p>}
      {doubts.map((doubt) => <p key={doubt} class="warning" dir="auto">{doubt}</p>)}
      <div class="article-columns">
        <div>
          <p class="quiet">{say(marks.length > 0 ? "article.marks" : "article.no_marks", { n: marks.length })}</p>
          <div class="article-text" dir="auto">{pieces(article).map((piece) => <Piece key={piece.from} piece={piece} text={article.text} />)}</div>
        </div>
        <aside class="article-side" aria-label={say("article.meaning")}>
          <div class="meaning" aria-live="polite"><Meaning marks={marks} /></div>
          <Copies article={article} />
          <Journal judgements={article.judgements} />
        </aside>
      </div>
    </Sheet>
  );
}

interface Stretch { from: number; to: number; marks: Mark[] }

/** The text cut wherever a claim begins or ends. */
function pieces({ text, marks }: ArticlePage): Stretch[] {
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ said }) => [said.start, said.end])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at] ?? 0;
    return { from, to, marks: marks.filter(({ said }) => said.start <= from && said.end >= to) };
  });
}

/** A stretch of the text; one that claims stand on leads to their event and is explained while it is pointed at. */
function Piece({ piece: { from, to, marks }, text }: { piece: Stretch; text: string }) {
  const words = text.slice(from, to);
  const [first] = marks;
  if (!first) return <>{words}</>;
  const show = (): void => void (pointed.value = (marks.find((mark) => mark.said.id === pointed.value) ?? first).said.id);
  const own = marks.some((mark) => mark.said.id === pointed.value);
  const begins = marks.find((mark) => mark.said.start === from);
  const kinds = [...new Set(marks.map((mark) => asGrade(mark.event?.grade ?? null)))];
  const inner = <>{words}{marks.filter((mark) => mark.said.end === to).map((mark) => <sup key={mark.said.id} aria-hidden="true">{mark.said.number}</sup>)}</>;
  return (
    <mark id={begins ? `mark-${begins.said.id}` : undefined} class={`claimed-text ${kinds[0] ?? ""} ${own ? "pointed" : ""}`} onMouseEnter={show}>
      {first.event
        ? <a href={hrefOf("event", first.event.id)} aria-describedby="meaning" onFocus={() => (pointed.value = first.said.id)}>{inner}</a>
        : <span tabIndex={0} role="note" onFocus={() => (pointed.value = first.said.id)}>{inner}</span>}
    </mark>
  );
}

function Meaning({ marks }: { marks: Mark[] }) {
  const mark = marks.find(({ said }) => said.id === pointed.value);
  if (!mark) return <p class="quiet" id="meaning">{say(marks.length > 0 ? "article.point" : "article.nothing")}</p>;
  const { said, event, read } = mark;
  const numbers = read?.numbers.map((one) => `${range(one)} ${word("measure", one.measure)}`).join(", ");
  const facts: [string, string][] = [
    [say("event.by"), read?.initiator.join(", ") ?? ""], [say("event.to"), read?.recipient.join(", ") ?? ""], [say("event.where"), read?.places.join(", ") ?? ""],
    [say("event.when"), said.time ?? ""], [say("figure.title"), numbers ?? ""], [say("event.with"), read?.items.join(", ") ?? ""], [say("event.outcome"), plain(read?.outcome ?? "")],
    [say("event.stage"), plain(read?.aid_stage ?? "")], [say("event.topic"), read?.topic ?? ""], [say("article.cue"), read?.cue ?? ""],
  ];
  return (
    <div id="meaning">
      <h3>{say("article.claim", { n: said.number, type: word("type", said.event_type) })}</h3>
      <Speaker said={said} numbered={false} />
      <dl class="facts">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd dir="auto">{value}</dd></div>)}</dl>
      {event
        ? <p class="meaning-event"><Badge grade={asGrade(event.grade)} /> <a href={hrefOf("event", event.id)} dir="auto">{event.headline}</a></p>
        : <p class="quiet">{say("article.no_event")}</p>}
    </div>
  );
}

function Copies({ article: { copies, others, text } }: { article: ArticlePage }) {
  if (copies.length + others.length === 0) return <p class="quiet">{say("copy.none")}</p>;
  return (
    <section aria-labelledby="copies">
      <h3 id="copies">{say("copy.title")}</h3>
      {copies.map((copy) => <Copy key={copy.head.id} copy={copy} text={text} />)}
      <ul>{others.map((head) => <li key={head.id}><Whose head={head} /></li>)}</ul>
    </section>
  );
}

const Whose = ({ head }: { head: Head }) => <><a href={hrefOf("article", head.id)} dir="auto">{head.title ?? head.publisher ?? say("article.untitled")}</a> <span class="quiet"><bdi>{head.publisher ?? say("unknown.publisher")}</bdi>, {published(head.published, about.value.zone)}</span></>;

/** One copy: which way it went, how much is shared, and what stands in the one and not in the other. */
function Copy({ copy, text }: { copy: Copied; text: string }) {
  const out = copy.left_out.map(([from = 0, to = 0]) => text.slice(from, to).trim()).filter(Boolean);
  const added = copy.added.map((piece) => piece.text.trim()).filter(Boolean);
  return (
    <div class="copy">
      <p>{say(copy.kind === "quote" ? "copy.quote" : copy.direction === "copy" ? "copy.copied" : "copy.origin")} <Whose head={copy.head} /> <span class="quiet">{say("copy.share", { n: Math.round(copy.score * 100), kind: word("copy_kind", copy.kind) })}</span></p>
      {(out.length > 0 || added.length > 0) && (
        <details>
          <summary>{say("copy.differences", { out: out.length, added: added.length })}</summary>
          {added.length > 0 && <><h4>{say("copy.added")}</h4>{added.map((piece) => <p key={piece} class="added" dir="auto"><ins>{piece}</ins></p>)}</>}
          {out.length > 0 && <><h4>{say("copy.left_out")}</h4>{out.map((piece) => <p key={piece} class="left-out" dir="auto"><del>{piece}</del></p>)}</>}
        </details>
      )}
    </div>
  );
}
