// What this picture is: how to read it, what came in, keys.
import { about } from "../data";
import { Guide } from "../parts/guide";
import { Sheet } from "../parts/page";
import { say } from "../say";

export function AboutSheet() {
  return (
    <Sheet title={about.value.title || say("about.title")}>
      <Guide />
      <p class="quiet id">unfog {about.value.version}</p>
    </Sheet>
  );
}
