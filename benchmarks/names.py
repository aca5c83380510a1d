"""How well names in the news are pronounced: hibari alone, eSpeak NG alone, and the front end of our engine.

    python benchmarks/names.py [--list] [FILE]

FILE (`names.tsv` beside this script) has a line for each name: the name, where it comes from, and its broad
IPA as an American newsreader says it, with variants after '|'. The figure is the phoneme error rate: the edit
distance to the nearest variant over its length, summed over the names, after folding what American listeners
do not tell apart (stress, reduced vowels, the vowels of 'cot' and 'caught'). 'rules' is the front end without
its list `names.toml`, which has many of these names: that column tells how well other names fare. `--list`
prints every name that the rules miss. `names_held_out.tsv` was written when the rules were done; it showed a
few faults of theirs, which are mended. Needs the extra `natural`.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hibari.g2p import G2P

from briefing.speak.engines.espeak_words import espeak_ipa
from briefing.speak.engines.hibari.front_end import FrontEnd
from briefing.speak.engines.hibari.unknown_words import listed_ipa, model_phonemes, pronounce_by_rules

SAME = str.maketrans("TᵻᵊʌɐɔɒʔɾQ", "tɪəəəɑɑttO")
SAME_BEFORE_R = re.compile("[Oʊ](?=ɹ)")

Speaker = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, where it comes from, and what newsreaders say, in the model's alphabet."""

    name: str
    origin: str
    truths: tuple[str, ...]


def names_of(path: Path) -> Iterator[Name]:
    """The names of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, origin, ipa = line.split("\t")
            yield Name(name, origin, tuple(model_phonemes(variant, False) for variant in ipa.split("|")))


def folded(phonemes: str) -> str:
    """The phonemes without what listeners do not tell apart."""
    plain = re.sub("[ˈˌː ]", "", phonemes).replace("ɜɹ", "əɹ")
    return SAME_BEFORE_R.sub("ɔ", plain).translate(SAME)


def distance(said: str, truth: str) -> int:
    """Levenshtein's."""
    row = list(range(len(truth) + 1))
    for i, sign in enumerate(said, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(truth, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (sign != other))
    return row[-1]


def errors_of(said: str, truths: tuple[str, ...]) -> tuple[int, int]:
    """Wrong phonemes, and how many the nearest variant has."""
    pairs = [(distance(folded(said), folded(truth)), len(folded(truth))) for truth in truths]
    return min(pairs, key=lambda pair: pair[0] / pair[1])


def speakers() -> dict[str, Speaker]:
    """Who is compared."""
    hibari, front_end = G2P(), FrontEnd(british=False)
    unlisted = G2P(oov=lambda word: pronounce_by_rules(word, False))

    def by_front_end(name: str) -> str:
        return " ".join(word.phonemes for sentence in front_end.phonemize(name) for word in sentence)

    return {
        "hibari": hibari,
        "eSpeak NG": lambda name: model_phonemes(espeak_ipa().pronounce(name, "en-us"), False),
        "rules": lambda name: unlisted(name) if any(map(listed_ipa, name.split())) else by_front_end(name),
        "front end": by_front_end,
    }


def is_in_lexicon(name: str) -> bool:
    """Whether hibari reads the name without its net."""
    return None not in [token.phonemes for token in LEXICON.phonemize_tokens(LEXICON.tokenize(name))]


LEXICON = G2P(oov=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--list", action="store_true", help="print what is wrong")
    asked = parser.parse_args()
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    compared = speakers()
    for name in names_of(asked.file):
        groups = ("all", "in the lexicon" if is_in_lexicon(name.name) else "not in the lexicon", name.origin)
        for speaker, speak in compared.items():
            said = speak(name.name)
            wrong, length = errors_of(said, name.truths)
            if asked.list and wrong and speaker == "rules":
                print(f"{name.name}: {said}, not {' or '.join(name.truths)}")
            for group in groups:
                total = totals[group, speaker]
                totals[group, speaker] = [total[0] + wrong, total[1] + length, total[2] + 1]
    print(f"| phoneme error rate, % | names | {' | '.join(compared)} |")
    print("|---|---|" + "---|" * len(compared))
    for group in dict.fromkeys(group for group, _ in totals):
        rates = [100 * totals[group, speaker][0] / totals[group, speaker][1] for speaker in compared]
        print(f"| {group} | {totals[group, 'hibari'][2]} | {' | '.join(f'{rate:.1f}' for rate in rates)} |")


if __name__ == "__main__":
    main()
