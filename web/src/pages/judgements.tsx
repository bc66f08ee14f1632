// The log of verdicts: who judged what, when and why; what stands can be taken back.
import { asked } from "../asked";
import { desk, edition, source } from "../data";
import { Name } from "../desk/verdicts";
import { undo } from "../desk/judging";
import { Judgement } from "../parts/journal";
import { More, useRest } from "../parts/more";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { hrefOf, NO_QUERY, page } from "../route";
import { say } from "../say";
import type { Log } from "../source/desk";

const log = asked(() => {
  void edition.value;
  return page.value === "judgements" ? (desk.value?.log({ offset: 0, limit: 100 }) ?? null) : null;
});

export function Judgements() {
  const file = source.value?.file("judgements.jsonl", NO_QUERY);
  return (
    <Sheet title={say("log.title")}>
      <p class="tools">{file && <a href={file} download>{say("log.export")}</a>} <a href={hrefOf("review")}>{say("log.review")}</a></p>
      <Answered of={log.state.value} again={log.again}>{(value) => (value.matched === 0 ? <Empty title={say("log.none")} /> : <All log={value} />)}</Answered>
    </Sheet>
  );
}

function All({ log: value }: { log: Log }) {
  const rest = useRest(value.judgements, async (part) => (await desk.value!.log(part)).judgements);
  const back = async (id: string): Promise<void> => {
    if (await undo(id)) log.again();
  };
  return (
    <>
      <div class="who"><Name /></div>
      <ul class="journal">
        {rest.rows.map((one) => (
          <li key={one.id} class={one.standing ? "" : "gone"}>
            <Judgement one={one} />
            <p>{one.event && <a href={hrefOf("event", one.event)}>{say("event.open")}</a>} {one.standing && one.verdict !== "take_back" && <button type="button" class="plain" onClick={() => void back(one.id)}>{say("judge.take_back")}</button>}</p>
          </li>
        ))}
      </ul>
      <More rest={rest} matched={value.matched} />
    </>
  );
}
