"""Who vouches for what: cues with their sources and the stretch of text that each source answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from unfog.model import Mention, Span
from unfog.stages.extract.rules import CueRule, Hit, RoleRule, find
from unfog.stages.extract.tree import Tree, sentence_at

UNNAMED = "unnamed"
NO_CUE = -1  # of an attribution whose cue is not known
ANSWERS = frozenset({"denies", "declines"})  # may be about what was said before them
QUOTES = '“”"'


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue that names it as one (or `NO_CUE`), and the tokens that it vouches for."""

    source: str
    mention: Mention | None
    cue: int
    rule: CueRule
    content: frozenset[int]


class Attributions:
    """All attributions of one text; asks which hold for a token."""

    def __init__(
        self, tree: Tree, sentences: Sequence[Span], mentions: Sequence[Mention], roles: Sequence[RoleRule]
    ) -> None:
        self.tree = tree
        self.speakers = [rule for rule in roles if rule.role == "speaker"]
        self.sentences = sentences
        self.actors = sorted((each for each in mentions if each.kind == "actor"), key=lambda each: each.start)
        self.found: list[Attribution] = []

    def read(self, rules: Sequence[CueRule]) -> Attributions:
        """Find them all: those with a cue, then quotations that go on over several sentences."""
        nobody: list[Hit[CueRule]] = []
        for hit in _longest(find(rules, self.tree)):
            attribution = self._attribution(hit)
            if attribution:
                self.found.append(attribution)
            elif self.tree.tokens[hit.token].pos == "NOUN" and hit.rule.frame == "noun":
                nobody.append(hit)
        self.found += [each for hit in nobody for each in self._ownerless(hit)]
        self.found += self._running_quotes()
        return self

    def of(self, token: int) -> list[Attribution]:
        """The attributions whose content holds a token, the innermost first."""
        holding = [each for each in self.found if token in each.content and token != each.cue]
        return sorted(holding, key=lambda each: (len(each.content), -each.cue))

    def by(self, cue: int) -> Attribution | None:
        """The attribution whose cue is a token."""
        return next((each for each in self.found if each.cue == cue), None)

    def source_at(self, token: int) -> tuple[str, Mention | None] | None:
        """The source that the noun at a token names: a known actor, or a noun phrase that can speak."""
        mention = self.actor_at(token)
        if mention:
            return mention.text, mention
        speaks = any(rule.regex.fullmatch(self.tree.word(token)) for rule in self.speakers)
        return (UNNAMED, None) if speaks else None

    def actor_at(self, token: int) -> Mention | None:
        """The actor whose name covers a token or ends the noun phrase that it heads; the longest one."""
        start, end = self.tree.tokens[token].start, self.tree.tokens[token].end
        over = [each for each in self.actors if each.start <= start and end <= each.end]
        return max(over, key=lambda each: each.end - each.start, default=None)

    # --- one cue ------------------------------------------------------------------------------------------------------

    def _attribution(self, hit: Hit[CueRule]) -> Attribution | None:
        rule = hit.rule
        if rule.pos and self.tree.tokens[hit.token].pos not in rule.pos:
            return None
        match rule.frame:
            case "prep":
                return self._prepositional(hit)
            case "adverb":
                content = self.tree.clause_tokens(self.tree.clause(hit.token)) | self._after(hit)
                return Attribution(UNNAMED, None, hit.token, rule, frozenset(content - {hit.token}))
            case _:
                return self._verbal(hit)

    def _verbal(self, hit: Hit[CueRule]) -> Attribution | None:
        verb = self._verb(hit)
        source = self._speaker(verb)
        if source is None:
            return None
        content = self._content(verb, nouns=hit.rule.frame == "noun")
        if not content and hit.rule.stance not in ANSWERS:
            return None
        if hit.rule.stance == "declines":
            content = self._sentence(verb)
        return Attribution(source[0], source[1], verb, hit.rule, frozenset(content))

    def _ownerless(self, hit: Hit[CueRule]) -> Iterator[Attribution]:
        """A noun that nobody owns ("there is concern that …") is whoever's words it stands in, else nobody's."""
        content = self._content(hit.token, nouns=True)
        around = self.of(hit.token)
        if content and around:
            yield replace(around[0], cue=hit.token, rule=hit.rule, content=frozenset(content))
        elif content:
            yield Attribution(UNNAMED, None, hit.token, hit.rule, frozenset(content))

    def _verb(self, hit: Hit[CueRule]) -> int:
        """The head of a cue of several words: its highest token in the parse."""
        inside = self.tree.within(hit.span.start, hit.span.end)
        tops = [
            each for each in inside if self.tree.tokens[each].head not in inside or self.tree.tokens[each].head == each
        ]
        verbs = [each for each in tops if self.tree.tokens[each].pos in {"VERB", "NOUN", "AUX"}]
        return verbs[0] if verbs else hit.token

    def _speaker(self, verb: int) -> tuple[str, Mention | None] | None:
        if self.tree.tokens[verb].pos == "NOUN":
            return self._owner(verb)
        agent = self.tree.agent(verb) if self.tree.passive(verb) else None
        if agent is not None:
            return self.source_at(agent)
        if self.tree.passive(verb) and self.tree.tokens[verb].dep != "acl":
            return None if self.tree.tokens[verb].tag != "VBN" else (UNNAMED, None)
        subject = self.tree.subject(verb)
        return None if subject is None else self._from_noun(subject)

    def _from_noun(self, noun: int) -> tuple[str, Mention | None] | None:
        """The source that a subject stands for: "its report" and "a statement by the ministry" stand for their owners."""
        direct = self.source_at(noun)
        if direct is not None and direct[1] is not None:
            return direct
        verb = self.tree.tokens[noun].head
        giver = self.tree.subject(verb) if self.tree.tokens[noun].dep == "dobj" else None  # "X released a report that …"
        given = None if giver in {None, noun} else self.source_at(giver)
        return self._owner(noun) or given or direct

    def _owner(self, noun: int) -> tuple[str, Mention | None] | None:
        """Whose noun it is: "Kyiv's fears", "an assessment by the ministry"."""
        near = [noun, *(child for child in self.tree.children[noun] if self.tree.tokens[child].dep in {"prep", "acl", "agent"})]
        near += [child for each in near[1:] for child in self.tree.children[each] if self.tree.tokens[child].dep == "agent"]
        for each in sorted(child for head in near for child in self.tree.children[head]):
            if self.tree.tokens[each].dep in {"poss", "pobj", "compound", "amod", "nmod"} and self.actor_at(each):
                return self.source_at(each)
        return None

    def _content(self, verb: int, *, nouns: bool) -> set[int]:
        """What depends on a cue as its content: clauses, and for some cues nouns; or the quotation that it interrupts."""
        deps = {"ccomp", "xcomp", "advcl", "parataxis"} | ({"dobj", "pobj", "prep", "acl"} if nouns else set())
        content: set[int] = set()
        for child in self.tree.children[verb]:
            token = self.tree.tokens[child]
            if token.dep in deps and not (token.dep == "advcl" and self._beside(child)):
                content |= self.tree.subtree(child)
        head = self.tree.tokens[verb]
        if head.dep in {"parataxis", "ccomp", "advcl"} and not content:
            content = self._sentence(verb) - self.tree.subtree(verb)
        return content or self._quoted(verb)

    def _beside(self, verb: int) -> bool:
        """Whether an adverbial clause stands beside what is said ("as …", "while …", "… -ing"), not for it."""
        marked = any(self.tree.tokens[child].dep == "mark" for child in self.tree.children[verb])
        return marked or self.tree.tokens[verb].tag == "VBG"

    def _quoted(self, verb: int) -> set[int]:
        """The quoted words of a cue's sentence, where the parse ties them to nothing."""
        sentence = sorted(self._sentence(verb))
        marks = [each for each in sentence if self.tree.word(each) in QUOTES]
        return set(range(marks[0], marks[-1] + 1)) - {verb} if len(marks) > 1 else set()

    def _prepositional(self, hit: Hit[CueRule]) -> Attribution | None:
        """After "according to": who follows vouches for the clause that the phrase hangs on."""
        after = [each for each in self.actors if hit.span.end <= each.start <= hit.span.end + 60]
        close = self._sentence(hit.token)
        mention = next((each for each in after if self.tree.at(each.start) in close), None)
        own = self.tree.subtree(hit.token)
        content = close - own
        if not content:
            return None
        return Attribution(mention.text if mention else UNNAMED, mention, hit.token, hit.rule, frozenset(content))

    def _after(self, hit: Hit[CueRule]) -> set[int]:
        return {each for each in self._sentence(hit.token) if self.tree.tokens[each].start >= hit.span.end}

    def _sentence(self, token: int) -> set[int]:
        span = sentence_at(self.sentences, self.tree.tokens[token].start)
        return set(self.tree.within(span.start, span.end)) if span else {token}

    # --- quotations over several sentences ----------------------------------------------------------------------------

    def _start_of(self, attribution: Attribution) -> int:
        """Where the sentence of an attribution's cue starts."""
        start = self.tree.tokens[attribution.cue].start
        span = sentence_at(self.sentences, start)
        return span.start if span else start

    def _running_quotes(self) -> list[Attribution]:
        """Sentences inside a quotation that a neighbour attributes have the neighbour's source."""
        running: list[Attribution] = []
        last: Attribution | None = None
        for span in self.sentences:
            inside = self.tree.within(span.start, span.end)
            own = [each for each in self.found if each.cue in inside and each.mention]
            words = self.tree.text[span.start : span.end]
            if own:
                last = own[-1]
            elif last and words[:1] in QUOTES and _mostly_quoted(words):
                running.append(Attribution(last.source, last.mention, last.cue, last.rule, frozenset(inside)))
            elif not (last and _open_quote(self.tree.text[self._start_of(last) : span.start])):
                last = None
            else:
                running.append(Attribution(last.source, last.mention, last.cue, last.rule, frozenset(inside)))
        return running


def _mostly_quoted(words: str) -> bool:
    return words.rstrip(" .")[-1:] in QUOTES or sum(words.count(mark) for mark in QUOTES) == 1


def _open_quote(text: str) -> bool:
    """Whether a quotation is still open at the end of a text."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _longest(hits: Iterable[Hit[CueRule]]) -> list[Hit[CueRule]]:
    """One cue per token: the longest, then the first."""
    best: dict[int, Hit[CueRule]] = {}
    for hit in hits:
        held = best.get(hit.token)
        if held is None or hit.span.end > held.span.end:
            best[hit.token] = hit
    kept = [best[token] for token in sorted(best)]
    return [hit for hit in kept if not any(_inside(hit.span, other.span) for other in kept)]


def _inside(span: Span, other: Span) -> bool:
    """Whether a cue is a part of a longer one ("denied" of "neither confirmed nor denied")."""
    return span != other and other.start <= span.start and span.end <= other.end
