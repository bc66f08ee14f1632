// Two sides or outlets on the same days: what each reports, leaves out, contradicts.
import { asked } from "../asked";
import { edition, source } from "../data";
import { Columns } from "../parts/bars";
import { Dates } from "../parts/filters";
import { EventLine } from "../parts/lines";
import { More, useRest } from "../parts/more";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { extra, page, query, setExtra } from "../route";
import { isolate, numeral, say, word } from "../say";
import { type Choice, COMPARED, type Comparison, type Outcome } from "../shapes";

const parties = asked(() => {
  void edition.value;
  return page.value === "compare" ? (source.value?.parties() ?? null) : null;
});

/** The two that are compared: those of the address, else the two sides of which there is most. */
function pair(): [string, string] {
  const sides = (parties.state.value.value ?? []).filter((choice) => choice.group === "side");
  const both = sides.length > 1 ? sides : (parties.state.value.value ?? []);
  return [extra.value.a || (both[0]?.key ?? ""), extra.value.b || (both[1]?.key ?? "")];
}

const found = asked(() => {
  void edition.value;
  const [a, b] = pair();
  return page.value === "compare" && a && b ? (source.value?.compare(a, b, query.value, { offset: 0, limit: 50 }) ?? null) : null;
});

export function Compare() {
  const [a, b] = pair();
  return (
    <Sheet title={say("compare.title")} wide>
      <p class="lead">{say("compare.lead")}</p>
      <Answered of={parties.state.value} again={parties.again}>
        {(choices) => choices.length < 2 ? <Empty title={say("compare.nobody")} /> : (
          <p class="tools">
            <Pick name="a" now={a} choices={choices} />
            <button type="button" onClick={() => setExtra({ a: b, b: a })} aria-label={say("compare.swap")} title={say("compare.swap")}>⇄</button>
            <Pick name="b" now={b} choices={choices} />
            <Dates />
          </p>
        )}
      </Answered>
      {found.state.value.value || found.state.value.error ? <Answered of={found.state.value} again={found.again}>{(comparison) => <Result comparison={comparison} />}</Answered> : null}
    </Sheet>
  );
}

function Pick({ name, now, choices }: { name: "a" | "b"; now: string; choices: Choice[] }) {
  const groups = [...new Set(choices.map((choice) => choice.group))];
  return (
    <select aria-label={say(`compare.${name}`)} value={now} onChange={(e) => setExtra({ [name]: e.currentTarget.value })}>
      {groups.map((group) => (
        <optgroup key={group} label={word("party", group)}>
          {choices.filter((choice) => choice.group === group).map((choice) => <option key={choice.key} value={choice.key}>{choice.name} ({numeral(choice.count)})</option>)}
        </optgroup>
      ))}
    </select>
  );
}

function Result({ comparison }: { comparison: Comparison }) {
  const { a, b, counts, by_day } = comparison;
  const names = { a: isolate(a.label), b: isolate(b.label) };
  const now = (COMPARED as readonly string[]).includes(extra.value.list ?? "") ? (extra.value.list as Outcome) : (COMPARED.find((name) => counts[name] > 0) ?? "both");
  const title = (name: Outcome): string => say(`compare.${name}`, names);
  return (
    <>
      <dl class="versus">
        {[a, b].map((party, at) => <div key={party.key} class={at === 0 ? "one" : "other"}><dt dir="auto">{party.label}</dt><dd>{say("compare.said", { n: party.events, denies: party.denies })}</dd></div>)}
      </dl>
      <Columns title={say("compare.by_day", names)} columns={by_day.map((row) => ({ day: row.day, up: row.a, down: row.b, marked: row.contradicted }))} />
      <nav class="tabs" aria-label={say("compare.title")}>
        {COMPARED.map((name) => <button key={name} type="button" aria-pressed={now === name} onClick={() => setExtra({ list: name })}>{title(name)} <b>{numeral(counts[name])}</b></button>)}
      </nav>
      <Lines key={now} comparison={comparison} now={now} />
    </>
  );
}

function Lines({ comparison, now }: { comparison: Comparison; now: Outcome }) {
  const { a, b, counts, lists } = comparison;
  const rest = useRest(lists[now], async (part) => (await source.value!.compare(a.key, b.key, query.value, part)).lists[now]);
  if (counts[now] === 0) return <Empty title={say("compare.nothing")} />;
  return (
    <>
      <p class="quiet">{say(`compare.note_${now}`, { a: isolate(a.label), b: isolate(b.label) })}</p>
      <ul class="event-lines">
        {rest.rows.map((line) => (
          <EventLine key={line.id} line={line}>
            {now === "contradicted" && line.a_says && line.b_says && <span class="quiet"> · {isolate(a.label)} {word("says", line.a_says)}, {isolate(b.label)} {word("says", line.b_says)}</span>}
          </EventLine>
        ))}
      </ul>
      <More rest={rest} matched={counts[now]} />
    </>
  );
}
