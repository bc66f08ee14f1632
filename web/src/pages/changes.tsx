// What came into the picture, changed or left it since a day.
import { asked } from "../asked";
import { about, edition, source } from "../data";
import { addDays } from "../format";
import { Glyph } from "../parts/grades";
import { More, useRest } from "../parts/more";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { extra, hrefOf, page, setExtra } from "../route";
import { numeral, say, word } from "../say";
import type { Change, Changes } from "../shapes";
import { asGrade, capital } from "../words";

const KINDS = ["new", "revised", "withdrawn"] as const;
const WEEK = 7;

/** The day of the address, else a week before the last one there is. */
const since = (): string => (/^\d{4}-\d\d-\d\d$/.test(extra.value.since ?? "") ? extra.value.since! : addDays(about.value.today ?? about.value.days?.[1] ?? "2000-01-08", -WEEK));

const found = asked(() => {
  void edition.value;
  return page.value === "changes" ? (source.value?.changes(since(), extra.value.kind ?? "", { offset: 0, limit: 100 }) ?? null) : null;
});

export function ChangesSheet() {
  return (
    <Sheet title={say("changes.title")}>
      <p class="tools">
        <label>{say("changes.since")} <input type="date" value={since()} onChange={(e) => setExtra({ since: e.currentTarget.value })} /></label>
        {!about.value.writable && <span class="quiet">{say("changes.note_report")}</span>}
      </p>
      <Answered of={found.state.value} again={found.again}>{(changes) => <Result changes={changes} />}</Answered>
    </Sheet>
  );
}

function Result({ changes }: { changes: Changes }) {
  const rest = useRest(changes.rows, async (part) => (await source.value!.changes(since(), extra.value.kind ?? "", part)).rows);
  const days = [...new Set(rest.rows.map((row) => row.when.slice(0, 10)))];
  return (
    <>
      <div class="chips" role="group" aria-label={say("changes.kinds")}>
        {KINDS.map((kind) => (
          <button key={kind} type="button" class="chip" aria-pressed={extra.value.kind === kind} onClick={() => setExtra({ kind: extra.value.kind === kind ? "" : kind })}>{capital(word("change", kind))} <b>{numeral(changes.counts[kind] ?? 0)}</b></button>
        ))}
      </div>
      {changes.matched === 0 && <Empty title={say("changes.none")} />}
      {days.map((day) => (
        <section key={day} aria-label={day}>
          <h3><time>{day}</time></h3>
          <ul class="changes">{rest.rows.filter((row) => row.when.startsWith(day)).map((row, at) => <Row key={at} row={row} />)}</ul>
        </section>
      ))}
      <More rest={rest} matched={changes.matched} />
    </>
  );
}

function Row({ row }: { row: Change }) {
  const href = row.event ? hrefOf("event", row.event) : row.article ? hrefOf("article", row.article) : "";
  return (
    <li class={`change ${row.kind}`}>
      <span class={`kind ${row.kind}`}>{word("change", row.kind)}</span>
      <span>{row.grade && <Glyph grade={asGrade(row.grade)} />} {href ? <a href={href} dir="auto">{row.what}</a> : <span dir="auto">{row.what}</span>}{row.was && <span class="quiet" dir="auto"> {say("changes.was", { was: row.was })}</span>}</span>
    </li>
  );
}
