"""The language of quotations, if their function words are not the article's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Paragraph
from briefing.quote import find_quotations
from briefing.quote.quotations import foreign_language

SENTENCES = {
    "en": (
        "We have waited for twenty years, and we can wait for another three months.",
        "I don't know who they are, but this is not their house.",
        "The water came in through the floor of the kitchen.",
    ),
    "de": (
        "Wir haben das nicht gewollt, aber es gibt keinen anderen Weg.",
        "Ich bin mit dem Zug gekommen und gehe jetzt nach Hause.",
        "Der Deich hat gehalten, mehr wollten wir nicht.",
    ),
    "fr": (
        "Nous avons attendu vingt ans, nous pouvons attendre encore trois mois.",
        "Il ne faut pas exagérer, ce n’est qu’un pont.",
        "Je ne sais pas où ils sont allés avec tout cet argent.",
    ),
    "es": (
        "Llevamos veinte años esperando, podemos esperar tres meses más.",
        "No sabemos quién lo hizo, pero no fue nadie de aquí.",
        "Mi hijo no quería salir porque había mucha gente en la calle.",
    ),
}
FOREIGN = [(text, own, code) for code, texts in SENTENCES.items() for text in texts for own in SENTENCES]


@pytest.mark.parametrize(("text", "own", "code"), FOREIGN)
def test_a_sentence_is_in_its_own_language_wherever_it_is_quoted(text: str, own: str, code: str) -> None:
    assert foreign_language(text, f"{own}-XX") == ("" if own == code else code)


@pytest.mark.parametrize(
    "text",
    [
        "C’est la vie",
        "Ich bin ein Berliner and proud of it",
        "He answered with a long déjà vu and a je ne sais quoi that the whole room understood",
        "The film “La vie en rose” was shown to the children of the town",
        "Mañana, amigos",
        "Vorsprung durch Technik",
        "El Niño",
        "42",
        "",
    ],
)
def test_a_few_foreign_words_and_a_mixed_sentence_stay_in_the_articles_language(text: str) -> None:
    assert foreign_language(text, "en") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Não sabemos quem fez isto, mas não foi ninguém daqui.",
        "Abbiamo aspettato vent'anni, possiamo aspettare ancora tre mesi per il ponte.",
        "Wij hebben dat niet gewild, maar er is geen andere weg.",
        "No sabem qui ho ha fet, però aquí tothom es coneix i ningú no diu res.",
        "Vi har väntat i tjugo år och kan vänta i tre månader till.",
    ],
)
def test_a_language_without_a_voice_is_not_taken_for_another(text: str) -> None:
    assert foreign_language(text, "en") == ""


@given(st.text(max_size=80), st.sampled_from(["en", "de", "", "ja-JP"]))
def test_any_text_has_a_language_that_we_know_and_is_not_the_articles_or_none(text: str, own: str) -> None:
    assert foreign_language(text, own) in {"", *({"en", "de", "fr", "es"} - {own})}


def test_speech_has_its_language_and_a_scare_quote_has_none() -> None:
    text = (
        "Marie Blanc said: “Nous avons attendu vingt ans. Il ne manque que le vent.”",
        "“We are ready,” Blanc added. She calls her shop “Nous ne sommes pas là” in all her letters.",
    )
    article = Article("", "", (), "", "", "en-GB", "", tuple(map(Paragraph, text)), ())
    found = find_quotations(article)
    assert [(said.kind, said.language) for said in found] == [("speech", "fr"), ("speech", ""), ("scare", "")]


def test_a_quotation_over_two_blocks_has_one_language() -> None:
    text = ("Marie Blanc said: “Nous avons attendu vingt ans avec vous.", "“Le pont, enfin!”")
    article = Article("", "", (), "", "", "en", "", tuple(map(Paragraph, text)), ())
    (said,) = find_quotations(article)
    assert (len(said.spans), said.language) == (2, "fr")
