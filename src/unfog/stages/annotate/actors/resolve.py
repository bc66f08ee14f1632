"""Gives each actor of a text the fullest name that the text has for it: surnames, acronyms, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unfog.knowledge.register import Register
from unfog.model import Actor, Mention
from unfog.stages.annotate.actors.entries import Entry
from unfog.stages.annotate.actors.fullest import name_in_full, spell_out
from unfog.stages.annotate.actors.phrases import Owned
from unfog.stages.annotate.actors.pronouns import Gender, antecedent
from unfog.stages.annotate.actors.rules import Vocabulary
from unfog.stages.annotate.actors.view import Stretch, View

TITLE_REACH = 10  # tokens before a name that can be its title
SOMEONE = frozenset({"officials", "office", "military"})  # "the Russian tank commander, Ivan Lee"
NEAR = 2  # sentences back to which a description reaches where several would fit
COMMON = "NN"  # the tag of a common noun
APPOSED = 3  # tokens between a description and the name that it describes: a comma, perhaps an article


class Resolver:
    """Resolves the actors of one text after another."""

    def __init__(self, register: Register, vocabulary: Vocabulary, owned: Owned) -> None:
        self.register = register
        self.vocabulary = vocabulary
        self.owned = owned
        self.gender = Gender(register, vocabulary)

    def resolve(self, mentions: Sequence[Mention], seen: View) -> tuple[Mention, ...]:
        """The mentions under their fullest names, with the descriptions and pronouns that stand for them."""
        entries = [self._entry(each, seen) for each in sorted(mentions, key=lambda each: each.start)]
        self._entitle(entries, seen)
        titles = {at for each in entries if each.title for at in range(each.stretch.first, each.stretch.last + 1)}
        entries = [each for each in entries if not each.title]
        name_in_full(entries, self.register)
        spell_out(entries, seen)
        entries += self._described(entries, seen, titles)
        entries.sort(key=lambda each: each.stretch)
        self._offices(entries)
        found = [*entries, *self._pronouns(entries, seen)]
        return tuple(
            replace(seen.mention(each.stretch), text=each.name) for each in sorted(found, key=lambda each: each.stretch)
        )

    # --- what is known of each ----------------------------------------------------------------------------------------

    def _entry(self, mention: Mention, seen: View) -> Entry:
        first, last = seen.covering(mention.start, mention.end)
        words = tuple(seen.keys[at] for at in range(first, last + 1) if seen.keys[at])
        head = seen.head(Stretch(first, last, ""))
        named = len(words) > 1 and words[0].lower() in self.vocabulary.given_names and not self._office(words)
        labelled = named or seen.tokens[last].ent.endswith("PERSON")
        found = self.register.candidates(mention.text)
        known = bool(found) and found[0].kind == "person"
        return Entry(
            stretch=Stretch(first, last, "actor"),
            name=mention.text,
            words=words,
            head=head,
            sentence=seen.sentence[head],
            dep=seen.tokens[head].dep,
            plural=seen.tokens[head].tag in {"NNS", "NNPS"},
            person=known or (labelled and not found),
            gender="",
            actor=found[0] if found else None,
        )

    def _entitle(self, entries: list[Entry], seen: View) -> None:
        """Notes the titles of persons, and gives a description that stands beside a name that name."""
        for at, entry in enumerate(entries):
            if not entry.person:
                continue
            entry.titles |= self._before(entry, seen)
            for other in entries[max(0, at - 2) : at + 3]:
                if other is not entry and not other.person and self._apposed(other, entry, seen):
                    entry.titles |= {word.lower() for word in other.words}
                    other.name, other.actor = entry.name, entry.actor
                    other.title = seen.between(other.stretch, entry.stretch) == ""
            entry.gender = self.gender.of(entry.actor, entry.words, entry.titles)

    def _before(self, entry: Entry, seen: View) -> set[str]:
        """The words of the noun phrase that ends in the name."""
        found: set[str] = set()
        for at in range(entry.stretch.first - 1, max(-1, entry.stretch.first - TITLE_REACH), -1):
            token = seen.tokens[at]
            if token.dep not in {"compound", "amod", "nmod", "poss", "case", "appos", "punct"} or token.head < at:
                break
            found.add(seen.low[at])
        return found - {""}

    def _apposed(self, description: Entry, person: Entry, seen: View) -> bool:
        someone = description.actor is not None and description.actor.kind in SOMEONE and not description.plural
        if not (someone or self._office(description.words)):
            return False
        heads = {seen.tokens[description.head].head: person.head, seen.tokens[person.head].head: description.head}
        close = (
            abs(person.stretch.first - description.stretch.last) <= APPOSED
            or abs(description.stretch.first - person.stretch.last) <= APPOSED
        )
        linked = any(above == below for above, below in heads.items())
        return close and linked and bool({"appos", "compound", "amod", "nmod"} & {description.dep, person.dep})

    def _office(self, words: tuple[str, ...]) -> bool:
        """Whether a name ends or begins in an office."""
        low = tuple(word.lower() for word in words)
        return any(
            low[cut:] in self.owned.phrases.offices or low[:cut] in self.owned.phrases.offices
            for cut in range(len(low))
        )

    # --- descriptions -------------------------------------------------------------------------------------------------

    def _described(self, entries: list[Entry], seen: View, titles: set[int]) -> Iterator[Entry]:
        """Terms after an article, for what the text names: "the ministry", "the president", "the city governor"."""
        taken = titles | {at for each in entries for at in range(each.stretch.first, each.stretch.last + 1)}
        callings = {word for each in entries for word in self._calling(each, seen)}
        for at, last in self._terms(seen, callings):
            if last in taken or at in taken or seen.tokens[last].dep in {"compound", "amod"}:
                continue
            stretch = Stretch(at, last, "actor")
            chosen = self._said(stretch, entries, seen) or self._by_register(stretch, entries, seen)
            if chosen is not None:
                yield self._standing_for(chosen, stretch, seen)

    def _calling(self, entry: Entry, seen: View) -> set[str]:
        """The common nouns that say what a person is, before the name or beside it: "the commissioner Ada Holm", "Ada Holm, a nurse"."""
        if not entry.person:
            return set()
        beside = [at for at in seen.children[entry.head] if seen.tokens[at].dep == "appos"]
        found = {seen.low[at] for at in (entry.stretch.first - 1, *beside) if at >= 0 and seen.tokens[at].tag == COMMON}
        entry.titles |= {seen.low[at] for at in beside if seen.tokens[at].tag == COMMON}
        return found & entry.titles

    def _terms(self, seen: View, callings: set[str]) -> Iterator[tuple[int, int]]:
        """Terms and callings that follow "the" or "this", perhaps after one more word ("the city governor")."""
        end = -1
        for at in seen.words[1:]:
            if at <= end or seen.low[at] not in self.owned.index or not self._definite(at, seen):
                continue
            last = self.owned.term_at(seen, at)
            if last is None and seen.low[at] in callings and seen.tokens[at].tag == COMMON:
                last = at
            if last is not None:
                end = last
                if not self._of_another(last, seen):
                    yield at, last

    def _of_another(self, last: int, seen: View) -> bool:
        """Whether words after a term say whose it is: "the president of Latvia"."""
        return (
            last + 1 < len(seen.tokens)
            and seen.low[last + 1] in self.owned.words.links
            and seen.tokens[last + 1].head == last
        )

    def _definite(self, at: int, seen: View) -> bool:
        if seen.tokens[at - 1].lemma in {"the", "this"}:
            return True
        filler = seen.low[at - 1] in self.owned.words.fillers
        return filler and at > 1 and seen.tokens[at - 2].lemma in {"the", "this"}

    def _said(self, stretch: Stretch, entries: list[Entry], seen: View) -> Entry | None:
        """The actor of whom the text used the same word before; the nearest, if it is near or the only one."""
        term = tuple(seen.low[at] for at in range(stretch.first, stretch.last + 1) if seen.keys[at])
        institution = self.owned.phrases.institutions.get(term)
        if institution is not None and not self.register.tables.institutions[institution].definite:
            return None
        same = [each for each in entries if each.stretch < stretch and self._called(each, term, institution)]
        if not same:
            return None
        near = seen.sentence[stretch.first] - same[-1].sentence <= NEAR
        return same[-1] if near or len({each.name for each in same}) == 1 else None

    def _called(self, entry: Entry, term: tuple[str, ...], institution: str | None) -> bool:
        if entry.person:
            return term[-1] in entry.titles
        if institution is not None and entry.actor is not None and entry.actor.id.endswith(f":{institution}"):
            return True
        words = [word.lower() for word in entry.words]
        return len(words) > 1 and term[-1] == words[-1] and set(term) <= set(words)

    def _by_register(self, stretch: Stretch, entries: list[Entry], seen: View) -> Entry | None:
        """The person whom the text names, if only one of them held an office of that name."""
        term = tuple(seen.low[at] for at in range(stretch.first, stretch.last + 1) if seen.keys[at])
        offices = self.owned.phrases.offices.get(term, ())
        holders = {
            each.actor.id: each
            for each in reversed(entries)
            if each.person and each.actor and self._ever(each.actor, offices)
        }
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _ever(self, actor: Actor, offices: Sequence[str]) -> bool:
        return any(tenure.office in offices for tenure in self.register.persons.offices(actor.id))

    def _standing_for(self, entry: Entry, stretch: Stretch, seen: View) -> Entry:
        head = seen.head(stretch)
        return replace(
            entry,
            stretch=stretch,
            head=head,
            sentence=seen.sentence[head],
            dep=seen.tokens[head].dep,
            titles=set(),
            words=(),
        )

    def _offices(self, entries: list[Entry]) -> None:
        """An office takes the name of the person in the text who, by the register, held it: "the Ukrainian president"."""
        persons = [each for each in entries if each.person and each.actor is not None]
        for entry in entries:
            if entry.person or entry.actor is None or entry.actor.kind != "office" or not entry.words:
                continue
            of, _, office = entry.actor.id.rpartition(":")
            same = [each for each in persons if self._held(each, office, of)]
            if same:
                entry.name, entry.actor = same[0].name, same[0].actor
        self._ministries(entries)

    def _ministries(self, entries: list[Entry]) -> None:
        """A bare ministry takes the last one of that state ("the Russian ministry") or the only one of the text ("the Defence Ministry")."""
        for at, entry in enumerate(entries):
            if entry.actor is not None and entry.actor.id.endswith(":ministry"):
                same = [each for each in entries[:at] if self._ministry(each, entry.actor.country)]
            elif entry.actor is None and not entry.person:
                institution = self.owned.phrases.institutions.get(tuple(word.lower() for word in entry.words))
                same = [
                    each for each in entries if institution and each.actor and each.actor.id.endswith(f":{institution}")
                ]
                same = same if len({each.actor for each in same}) == 1 else []
            else:
                continue
            if same:
                entry.name, entry.actor = same[-1].name, same[-1].actor

    def _ministry(self, entry: Entry, country: str | None) -> bool:
        return entry.actor is not None and entry.actor.kind == "ministry" and entry.actor.country == country

    def _held(self, entry: Entry, office: str, of: str) -> bool:
        tenures = self.register.persons.offices(entry.actor.id if entry.actor else "")
        return any(each.office == office and each.of == of for each in tenures)

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def _pronouns(self, entries: list[Entry], seen: View) -> Iterator[Entry]:
        """Each pronoun that has an antecedent, which later pronouns may take in turn."""
        known = list(entries)
        for at, token in enumerate(seen.tokens):
            gender = self.vocabulary.pronouns.get(seen.low[at]) if token.pos == "PRON" else None
            if gender is None:
                continue
            chosen = antecedent(at, gender, known, seen=seen, impersonal=self.vocabulary.impersonal)
            if chosen is None:
                continue
            found = self._standing_for(chosen, Stretch(at, at, "actor"), seen)
            found.gender = gender if found.person else found.gender
            known.append(found)
            yield found
