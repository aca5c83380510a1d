"""The quotations of an article in order, each given to its speaker."""

from collections import defaultdict

from briefing.model import Article, Attribution, Quotation, Span
from briefing.quote.agreement import agree
from briefing.quote.appositions import appositions
from briefing.quote.counterparts import read_as_english
from briefing.quote.families import ALL_FAMILIES, Family
from briefing.quote.frames import Frame, frame_after, frame_before, frame_over, label_before, names_nobody
from briefing.quote.headlines import headline_blocks
from briefing.quote.insets import read_dialogue, without_insets
from briefing.quote.kinds import is_speech
from briefing.quote.marks import Marked, read_marks
from briefing.quote.memory import Memory
from briefing.quote.people import Entity, NameTable
from briefing.quote.phrases import Mention, Phrase, Words, capitals_inside, read_phrases
from briefing.quote.readings import read_readings
from briefing.quote.speakers import speaker_from_entity
from briefing.quote.tokens import Token, narration_tokens
from briefing.quote.vocabulary import read_vocabulary

_LONGEST_CLAUSE = 60  # phrases before a quotation that may tell who speaks
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"have", "haven't", "are", "aren't", "were", "weren't", "do", "don't"})
_THEY = frozenset({"they", "them", "their", "themselves"})


def find_quotations(article: Article, families: frozenset[Family] = ALL_FAMILIES) -> tuple[Quotation, ...]:
    """Every quotation of the article's blocks, in order of the text, by the rules of these families."""
    texts = [block.text for block in article.blocks]
    return _Reading(texts, article.language, families).quotations()


class _Given:
    """What was found out about one pair of marks."""

    __slots__ = ("attribution", "entity", "speech")

    def __init__(self, entity: Entity | None, attribution: Attribution, speech: bool) -> None:
        self.entity = entity
        self.attribution = attribution
        self.speech = speech


class _Reading:
    """One article, read from the first block to the last."""

    def __init__(self, texts: list[str], language: str, families: frozenset[Family]) -> None:
        self.texts = texts
        self.families = families
        self.vocabulary = read_vocabulary(language)
        self.readings = read_readings(language)
        self.headlines = headline_blocks(texts) if "headlines" in families else frozenset()
        self.told_apart: frozenset[Marked] = frozenset()
        self.marked = self._marks()
        self.memory = Memory()
        self.given: dict[int, _Given] = {}
        self.blocks = self._phrases()

    def quotations(self) -> tuple[Quotation, ...]:
        self._learn_names()
        self.sentences = [self._sentences(number, phrases) for number, phrases in enumerate(self.blocks)]
        self._learn_genders()
        for number, phrases in enumerate(self.blocks):
            self._read_block(number, phrases)
        return self._assemble()

    def _learn_names(self) -> None:
        """The headlines last: their capitals prove nothing, 'Club Sacks Miller' is no Mr Sacks Miller."""
        for number in sorted(range(len(self.blocks)), key=lambda number: number in self.headlines):
            self.names.learn(p.mention for p in self.blocks[number] if p.mention is not None)

    def _learn_genders(self) -> None:
        """Read once for the pronouns alone: who is 'he' further down is no woman further up."""
        for number, phrases in enumerate(self.blocks):
            self.block = number
            for start, end in self.sentences[number]:
                self.memory.next_sentence(number)
                self._mention_all(phrases, start, end)
        self.memory = Memory()
        self.names.forget_descriptions()

    def _marks(self) -> tuple[Marked, ...]:
        """The pairs of marks; what the narrator's insets tell apart is speech, whatever it looks like."""
        marked = read_marks(self.texts)
        readings = self.readings
        if readings is None or not readings.dialogue_dashes:
            return marked
        dialogue = read_dialogue(self.texts, readings)
        dashed = {spoken.block for spoken in dialogue}
        outside = [pair for pair in marked if pair.block not in dashed]
        if readings.insets_in_marks:
            outside = [p for pair in outside for p in without_insets(pair, self.texts[pair.block], readings)]
        self.told_apart = frozenset([*dialogue, *outside]) - frozenset(marked)
        return tuple(sorted([*dialogue, *outside]))

    def _phrases(self) -> list[list[Phrase]]:
        by_block: dict[int, list[tuple[int, Marked]]] = defaultdict(list)
        for number, marked in enumerate(self.marked):
            by_block[marked.block].append((number, marked))
        tokens: list[list[Token]] = [narration_tokens(text, by_block[n]) for n, text in enumerate(self.texts)]
        if self.readings is not None:
            tokens = read_as_english(tokens, self.readings, self.vocabulary)
        low = frozenset(token.low for block in tokens for token in block if token.kind == "word")
        high = frozenset(word for block in tokens for word in capitals_inside(block))
        self.names = NameTable(self.vocabulary, low if self.readings is None else frozenset())
        words = Words(self.vocabulary, low, high if self.readings is None else frozenset())
        phrases = [read_phrases(block, words) for block in tokens]
        return phrases if self.readings is None else [agree(block, self.readings) for block in phrases]

    # One block

    def _read_block(self, number: int, phrases: list[Phrase]) -> None:
        self.block = number
        self.previous_in_block: _Given | None = None
        for start, end in self.sentences[number]:
            self.memory.next_sentence(number)
            self.clause = start  # goes on over fragments, they are part of the narrator's sentence
            entities = self._mention_all(phrases, start, end)
            quotes = [at for at in range(start, end) if phrases[at].kind == "quote"]
            for at in quotes:
                self._give(phrases, start, at, end, entities)
            if not any(self.given[phrases[at].quote].speech for at in quotes):
                self._hear(phrases, start, end, entities)

    def _sentences(self, block: int, phrases: list[Phrase]) -> list[tuple[int, int]]:
        found = []
        start = 0
        for at, phrase in enumerate(phrases):
            ends = phrase.kind == "punct" and phrase.low in ".?!…"
            if phrase.kind == "quote":
                ends = self._ends_sentence(block, phrases, at)
            if ends:
                found.append((start, at + 1))
                start = at + 1
        if start < len(phrases):
            found.append((start, len(phrases)))
        return found

    def _inside(self, phrase: Phrase) -> str:
        marked = self.marked[phrase.quote]
        text = self.texts[marked.block]
        outside = text[marked.right : marked.right + 1] if self.readings is not None else ""
        inside = text[marked.start : marked.end].strip(" \u00a0\u202f'’”\"")
        return inside + outside if outside and outside in ",." and inside[-1:] not in ".?!…" else inside

    def _ends_sentence(self, block: int, phrases: list[Phrase], at: int) -> bool:
        """Whether a quotation ends the sentence it stands in."""
        inside = self._inside(phrases[at])[-1:]
        if inside not in ".?!…" or at + 1 >= len(phrases):
            return False
        following = phrases[at + 1]
        if following.kind == "punct" and following.low != "—":
            return False
        if self.texts[block][following.start].islower():
            return False
        limit = next(
            (i for i in range(at + 1, len(phrases)) if phrases[i].kind == "quote" or phrases[i].low in ".?!"),
            len(phrases),
        )
        frame = frame_after(phrases, at, limit, inside, self.vocabulary)
        if frame is None or not frame.subject or frame.rule not in ("name said",):
            return True
        if inside == ".":
            return frame.verb - at > 3 or limit - frame.verb > 2
        goes_on = limit < len(phrases) and phrases[limit].kind == "quote" and phrases[limit - 1].low in ",:"
        return frame.verb - at > 4 and goes_on

    # Mentions

    def _mention_all(self, phrases: list[Phrase], start: int, end: int) -> dict[int, Entity]:
        entities: dict[int, Entity] = {}
        for beside in appositions(phrases, start, end) if "appositions" in self.families else ():
            role = self.texts[self.block][beside.mention.start : beside.end]
            role = role.split(None, 1)[-1] if beside.mention.determined else role
            self.names.call(self.names.find_name(beside.name), beside.mention, role)
        for at in range(start, end):
            mention = phrases[at].mention
            if mention is None:
                continue
            entity = self._resolve(mention)
            if entity is not None:
                if entity.is_person and self._acts_as_several(phrases, at, start, end):
                    entity.kind = "organisation"
                entities[at] = entity
                self.memory.note(entity, self._place(phrases, at, start, end))
        return entities

    def _acts_as_several(self, phrases: list[Phrase], at: int, start: int, end: int) -> bool:
        """'Big Machine have denied it': a name with a verb in the plural is an organisation's."""
        joined = at > start and (phrases[at - 1].kind == "conj" or phrases[at - 1].low == ",")
        mention = phrases[at].mention
        named = mention is not None and mention.kind == "name"
        return named and not joined and at + 1 < end and phrases[at + 1].low in _PLURAL

    def _place(self, phrases: list[Phrase], at: int, start: int, end: int) -> str:
        before = phrases[at - 1] if at > start else None
        after = phrases[at + 1] if at + 1 < end else None
        if before is not None and before.kind == "prep":
            return "other"
        if (
            after is not None
            and after.low in ("who", "that")
            and at - 2 >= start
            and phrases[at - 2].low == "it"
        ):
            return "subject"  # 'it was X who'
        if before is not None and before.kind == "verb" and before.low not in ("told", "asked"):
            return "subject" if at - 2 >= start and phrases[at - 2].kind in ("quote", "punct") else "other"
        if before is None or before.kind in ("punct", "sub", "quote", "conj", "rel"):  # noqa: SIM102  # two thoughts
            if after is not None and (after.kind in ("verb", "aux", "word", "adv") or after.low == ","):
                return "clause" if before is not None and before.kind in ("sub", "rel") else "subject"
        return "other"

    def _resolve(self, mention: Mention) -> Entity | None:
        if mention.kind == "name":
            return self.names.find(mention)
        if mention.kind == "pronoun":
            return self._resolve_pronoun(mention.words[0])
        if mention.owner_pronoun in ("his", "her"):
            self._resolve_pronoun(mention.owner_pronoun)
        return self._resolve_description(mention) or self.names.describe(mention)

    def _resolve_description(self, mention: Mention) -> Entity | None:
        """'the senator', 'the 36-year-old': a named person of whom the article has told that."""
        if (
            "descriptions" not in self.families
            or not mention.definite
            or mention.owner is not None
            or mention.owner_pronoun
        ):
            return None
        if mention.noun.endswith("-year-old"):
            return self.memory.latest_person()
        if mention.names_what not in ("person", "man", "woman"):
            return None
        called = self.memory.called(mention.noun)
        if called:
            return called[0] if len(mention.words) == 2 or len(called) == 1 else None
        voice = self.memory.last_speaker()
        is_new = not self.names.knows(mention) and mention.noun not in self.vocabulary.unnamed
        return voice if is_new and voice is not None and _may_mean(mention, voice) else None

    def _resolve_pronoun(self, low: str) -> Entity | None:
        if "pronouns" not in self.families:
            return None
        if low in _HE or low in _SHE:
            gender = "male" if low in _HE else "female"
            person = self.memory.person(gender)
            if person is not None:
                person.tell(gender, "pronoun")
            return person
        if low in _THEY:
            return self.memory.several()
        if low == "it":
            return self.memory.thing()
        return None

    # Attribution

    def _give(
        self, phrases: list[Phrase], start: int, at: int, end: int, entities: dict[int, Entity]
    ) -> None:
        marked = self.marked[phrases[at].quote]
        begin = next((i + 1 for i in range(at - 1, start - 1, -1) if phrases[i].kind == "quote"), start)
        limit = next((i for i in range(at + 1, end) if phrases[i].kind == "quote"), end)
        inside = self._inside(phrases[at])
        frame = self._frame(phrases, max(self.clause, at - _LONGEST_CLAUSE), at, limit, inside)
        if marked.reopened and self.given.get(phrases[at].quote - 1) is not None:
            given = self.given[phrases[at].quote - 1]
            if frame is not None and frame.subject and not given.attribution.words:
                told = self._given(phrases, frame, entities, begin > start)
                given.entity, given.attribution = told.entity, told.attribution
        else:
            given = self._given(phrases, frame, entities, begin > start)
            given.speech = marked in self.told_apart or (
                "kinds" not in self.families
                or (is_speech(phrases, begin, at, limit, inside, frame) and self._may_speak(frame))
            )
        self.given[phrases[at].quote] = given
        if given.speech:
            if given.entity is not None:
                self.memory.spoke(given.entity)
            self.previous_in_block = given
            self.clause = at + 1

    def _may_speak(self, frame: Frame | None) -> bool:
        """A headline quotes for the narrator, unless it is a sentence that says who speaks."""
        said = frame is not None and frame.rule in ("name said", "said name") and self.block == 0
        return said or self.block not in self.headlines

    def _frame(self, phrases: list[Phrase], begin: int, at: int, limit: int, inside: str) -> Frame | None:
        families, words = self.families, self.vocabulary
        before = frame_before(phrases, begin, at, words) if "X said before" in families else None
        leads = at > begin and phrases[at - 1].kind == "punct" and phrases[at - 1].low in ",:"
        mark = inside[-1:] or "."
        after = frame_after(phrases, at, limit, mark, words) if "said X beside" in families else None
        answered = inside[-1:] == "," and after is not None and bool(after.subject)
        leads = leads and (begin == 0 or phrases[at - 1].low == ":")
        if before is not None and leads and not (answered and names_nobody(phrases[before.subject[0]])):
            return before
        if after is not None and after.subject:
            return after
        label = label_before(phrases, begin, at) if "colon" in families else None
        return before or label or after

    def _given(
        self, phrases: list[Phrase], frame: Frame | None, entities: dict[int, Entity], second: bool
    ) -> _Given:
        if frame is not None:
            speakers = tuple(entities[i] for i in frame.subject if i in entities)
            first, last = frame.first, frame.last
            while last > first + 1 and phrases[last - 1].kind == "punct":
                last -= 1
            span = Span(self.block, phrases[first].start, phrases[last - 1].end)
            words = self.texts[self.block][span.start : span.end]
            if speakers:
                entity = speakers[0] if len(speakers) == 1 else self.names.group(speakers)
                return _Given(entity, Attribution(frame.rule, words, span), True)
            if not frame.subject and self.previous_in_block is not None:
                return _Given(self.previous_in_block.entity, Attribution("participle", words, span), True)
        if self.previous_in_block is not None and "same paragraph" in self.families:
            rule = "same sentence" if second else "same paragraph"
            voice = self.memory.voice if self.memory.voice_block == self.block else None
            return _Given(voice or self.previous_in_block.entity, Attribution(rule), True)
        return self._without_cue()

    def _without_cue(self) -> _Given:
        memory = self.memory
        voice = memory.voice if "previous speaker" in self.families else None
        if voice is not None and memory.voice_block >= self.block - 1:
            return _Given(voice, Attribution("previous speaker"), True)
        subject = memory.last_subject() if "previous subject" in self.families else None
        if subject is not None:
            return _Given(subject, Attribution("previous subject"), True)
        return _Given(voice, Attribution("previous speaker"), True)

    def _hear(self, phrases: list[Phrase], start: int, end: int, entities: dict[int, Entity]) -> None:
        """Reported speech: 'X said the fire began in a kitchen' makes X the voice."""
        heard = "reported speech" in self.families
        frame = frame_over(phrases, start, end, self.vocabulary) if heard else None
        if frame is not None and frame.subject and frame.subject[0] in entities:
            self.memory.spoke(entities[frame.subject[0]])

    def _assemble(self) -> tuple[Quotation, ...]:
        quotations: list[Quotation] = []
        for number, marked in enumerate(self.marked):
            span = Span(marked.block, marked.start, marked.end)
            given = self.given.get(number) or _Given(None, Attribution("none"), False)
            if marked.reopened and quotations:
                before = quotations[-1]
                quotations[-1] = Quotation(
                    (*before.spans, span), before.speaker, before.attribution, before.kind
                )
                continue
            speaker = speaker_from_entity(given.entity) if given.entity is not None else None
            silent = "headline" if marked.block in self.headlines else "scare"
            kind = "speech" if given.speech else silent
            quotations.append(Quotation((span,), speaker, given.attribution, kind))  # type: ignore[arg-type]
        return tuple(quotations)


def _may_mean(mention: Mention, voice: Entity) -> bool:
    """'the expert', whom nobody has introduced, is whoever spoke last."""
    fits = {"woman": "female", "man": "male"}.get(mention.names_what)
    return len(mention.words) == 2 and (not fits or voice.gender()[0] in (fits, "unknown"))
