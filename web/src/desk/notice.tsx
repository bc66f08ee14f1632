// What came of the last verdict, with a way to take it back, and the work still going on.
import { say, word } from "../say";
import { jobs, told, undo } from "./judging";

export function Notice() {
  const running = jobs.value.filter((job) => job.state === "waiting" || job.state === "running");
  return (
    <div class="notices" aria-live="polite">
      {told.value && (
        <p class={told.value.bad ? "notice bad" : "notice"} role={told.value.bad ? "alert" : "status"}>
          <span dir="auto">{told.value.text}</span>{" "}
          {told.value.undo && <button type="button" class="plain" onClick={() => void undo(told.value?.undo ?? "")}>{say("judge.undo")}</button>}
          <button type="button" class="plain" aria-label={say("judge.dismiss")} onClick={() => (told.value = null)}>×</button>
        </p>
      )}
      {running.map((job) => <p key={job.id} class="notice">{word("job", job.state)}: <bdi>{job.what}</bdi> {job.stage && <span class="quiet">{word("stage", job.stage)} {job.step}/{job.steps}</span>}</p>)}
    </div>
  );
}
