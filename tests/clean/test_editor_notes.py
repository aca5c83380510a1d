"""Corrections, content warnings and notices of updates, in English, German, French and Spanish."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, kept

CORRECTIONS = [
    ("<p>Correction: The ferry is forty years old, and not fifty as we wrote.</p>",
     "The ferry is forty years old, and not fifty as we wrote."),
    ("<p><em>An earlier version of this article gave the wrong name of the yard.</em></p>",
     "An earlier version of this article gave the wrong name of the yard."),
    ("<div class=note><p><b>Correction, Nov. 18, 2026:</b> The photograph showed another ferry.</p></div>",
     "The photograph showed another ferry."),
    ("<p>This article was amended on 3 May 2026 because the crossing takes forty minutes, not twenty.</p>",
     "This article was amended on 3 May 2026 because the crossing takes forty minutes, not twenty."),
    ("<p>Editor’s note: A previous version of this story said that the yard had closed. It is open.</p>",
     "A previous version of this story said that the yard had closed. It is open."),
    ("<h3>Correction</h3><p>Ann Lee is the harbour master, not the mayor.</p>",
     "Ann Lee is the harbour master, not the mayor."),
    ("<p>Clarification: the council has not voted yet, it has only debated.</p>",
     "The council has not voted yet, it has only debated."),
    ("<p>*This story has been updated to correct the name of the yard.</p>",
     "*This story has been updated to correct the name of the yard."),
    ("<div><p>A correction was made on July 9, 2026: The yard has two docks, not three.</p></div>",
     "The yard has two docks, not three."),
    ("<p>Korrektur: Die Fähre ist vierzig Jahre alt und nicht fünfzig.</p>",
     "Die Fähre ist vierzig Jahre alt und nicht fünfzig."),
    ("<p>In einer früheren Version dieses Textes stand, die Werft sei geschlossen. Das ist falsch.</p>",
     "In einer früheren Version dieses Textes stand, die Werft sei geschlossen. Das ist falsch."),
    ("<p>Anmerkung der Redaktion: In einer ersten Fassung hieß die Werft anders.</p>",
     "In einer ersten Fassung hieß die Werft anders."),
    ("<p>Berichtigung vom 3. Mai 2026: Der Hafen hat zwei Becken, nicht drei.</p>",
     "Der Hafen hat zwei Becken, nicht drei."),
    ("<p>Rectificatif : le bac a quarante ans et non cinquante.</p>",
     "Le bac a quarante ans et non cinquante."),
    ("<p>Une première version de cet article indiquait que le chantier était fermé.</p>",
     "Une première version de cet article indiquait que le chantier était fermé."),
    ("<p>NDLR : cet article a été corrigé le 3 mai 2026, le bac n’ayant que quarante ans.</p>",
     "Cet article a été corrigé le 3 mai 2026, le bac n’ayant que quarante ans."),
    ("<p>Précision : la mairie n’a pas encore voté, elle a débattu.</p>",
     "La mairie n’a pas encore voté, elle a débattu."),
    ("<p>Corrección: el transbordador tiene cuarenta años y no cincuenta.</p>",
     "El transbordador tiene cuarenta años y no cincuenta."),
    ("<p>Fe de errores: una versión anterior de esta noticia daba otro nombre al astillero.</p>",
     "Una versión anterior de esta noticia daba otro nombre al astillero."),
    ("<p>En una versión anterior de este artículo se decía que el astillero estaba cerrado.</p>",
     "En una versión anterior de este artículo se decía que el astillero estaba cerrado."),
    ("<p>Nota de la redacción: esta noticia ha sido corregida para cambiar el nombre del astillero.</p>",
     "Esta noticia ha sido corregida para cambiar el nombre del astillero."),
]  # fmt: skip


@pytest.mark.parametrize("before", [0, 2, 5])
@pytest.mark.parametrize(("markup", "text"), CORRECTIONS)
def test_a_correction_is_the_last_block(markup: str, text: str, before: int) -> None:
    article = clean_with(markup, before=before)
    assert [block.text for block in article.blocks] == [*BEFORE, *BEHIND, text]
    assert article.corrections == (5,)


WARNINGS = [
    "Content warning: this story describes an accident at sea.",
    "Warning: This article contains details that some readers may find distressing.",
    "This story contains descriptions of an accident that some may find upsetting.",
    "Triggerwarnung: In diesem Text geht es um einen Unfall auf See.",
    "Achtung: Dieser Text enthält Schilderungen eines Unfalls.",
    "Attention : cet article contient des scènes difficiles.",
    "Advertencia: este artículo contiene escenas de un accidente.",
    "Aviso: esta noticia contiene detalles de un accidente en el mar.",
]


@pytest.mark.parametrize("text", WARNINGS)
def test_a_content_warning_is_the_first_block(text: str) -> None:
    article = clean_with(f"<p><i>{text}</i></p>", before=2)
    label, _, behind = text.partition(": ")
    assert article.blocks[0].text in (text, f"{behind[:1].upper()}{behind[1:]}", label)
    assert [block.text for block in article.blocks[1:]] == [*BEFORE, *BEHIND]
    assert article.corrections == ()


UPDATES = [
    "This story has been updated with a statement of the yard.",
    "This article was updated at noon on Tuesday to add what the council said.",
    "Editor’s note: This story was updated on May 4.",
    "Dieser Artikel wurde am Dienstag aktualisiert.",
    "Hinweis: Dieser Text wurde aktualisiert und um eine Stellungnahme ergänzt.",
    "Cet article a été mis à jour mardi à midi avec la réaction du chantier.",
    "Esta noticia ha sido actualizada con la respuesta del astillero.",
    "Este artículo se ha actualizado a las doce con la respuesta del alcalde.",
]


@pytest.mark.parametrize("before", [0, 5])
@pytest.mark.parametrize("text", UPDATES)
def test_a_notice_of_an_update_is_dropped(text: str, before: int) -> None:
    article = clean_with(f"<p>{text}</p>", before=before)
    assert kept(article) == ()
    assert [line for line, _ in dropped(article)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Correction officers at the island’s jail went on the ferry for the first time in eleven weeks.",
        "A correction of the timetable is due in June, when the second ferry comes back from the yard.",
        "Earlier versions of the ferry had three decks, and none of them had a kitchen for the crew.",
        "“Correction: forty,” said the captain, and everybody laughed at the man from the ministry.",
        "Some of the readers of the local paper wrote to the council, and the council wrote back in May.",
    ],
)
def test_a_sentence_of_the_story_stays_in_its_place(text: str) -> None:
    article = clean_with(f"<p>{text}</p>", before=2)
    assert [block.text for block in article.blocks] == [*BEFORE[:2], text, *BEFORE[2:], *BEHIND]
    assert article.corrections == ()
