"""Thirty-five mails in the ten shapes of programs for newsletters, with the stories that they hold.

The stories of a mail were written before anybody saw what the program makes of it. Every second mail was
held back until the rules were mended (`held_out`).
"""

from dataclasses import dataclass
from email.message import EmailMessage

from tests.fetch.letter_shapes import (
    Story,
    attached,
    blocks,
    creator,
    daily,
    inline,
    institution,
    links,
    mail,
    newspaper,
    one_text,
    paragraphs,
    plain,
    publication,
    quoted,
    stories,
    writer,
)


@dataclass(frozen=True)
class Letter:
    """A mail and the stories that it holds."""

    name: str
    data: bytes
    stories: tuple[Story, ...]
    held_out: bool = False


def _letter(name: str, message: EmailMessage | bytes, told: tuple[Story, ...]) -> Letter:
    return Letter(name, message if isinstance(message, bytes) else bytes(message), told)


def letters() -> tuple[Letter, ...]:
    """The mails, three of each shape and eight that were forwarded; every second one was held back."""
    found = (*_of_platforms(), *_of_newsrooms(), *_of_people())
    return tuple(
        Letter(one.name, one.data, one.stories, held_out=at % 2 == 1) for at, one in enumerate(found)
    )


def _of_platforms() -> tuple[Letter, ...]:
    en, de, fr, es = (stories(language, 0, 1, 2) for language in ("en", "de", "fr", "es"))
    more = stories("en", 3, 4, 5, 6)
    keeper = Story(more[2].title, more[2].url, more[2].lines)
    inner = one_text("en", 5)[0]
    free = ("Unsubscribe", "Update your profile")
    return (
        _letter(
            "writer en",
            mail(
                inner.title,
                writer("en", keeper, "214 steps, every evening", "Nov 30"),
                plain=f"View this post on the web at https://w.example/p/1\n\n{' '.join(inner.lines)}",
            ),
            (Story(inner.title, "", ("214 steps, every evening", *inner.lines)),),
        ),
        _letter(
            "writer de",
            mail(de[0].title, writer("de", de[0], "Elf von sechzehn Trägern", "30. Nov.")),
            (Story(de[0].title, "", ("Elf von sechzehn Trägern", *de[0].lines)),),
        ),
        _letter(
            "writer fr",
            mail(fr[0].title, writer("fr", fr[0], "Onze poutres sur seize", "30 nov.")),
            (Story(fr[0].title, "", ("Onze poutres sur seize", *fr[0].lines)),),
        ),
        _letter(
            "blocks en", mail("Three stories from the quay", blocks("en", en), plain="View in browser"), en
        ),
        _letter(
            "blocks de latin-1",
            mail(
                "Neues vom Hafen", blocks("de", de).replace("„", '"').replace("“", '"'), charset="iso-8859-15"
            ),
            tuple(
                Story(
                    one.title, one.url, tuple(line.replace("„", '"').replace("“", '"') for line in one.lines)
                )
                for one in de
            ),
        ),
        _letter("blocks es", mail("Novedades del puerto", blocks("es", es, heading="h1")), es),
        _letter("daily linked", mail("Rust, books and boats", daily(en, "Netmattress")), en),
        _letter(
            "daily unlinked",
            mail("Food and flour", daily((more[1], more[3]), "Netmattress", linked=False)),
            one_text("en", 4, 6, title="Food and flour"),
        ),
        _letter(
            "daily two", mail("Tides and a tower", daily((more[0], keeper), "Lorne Bank")), (more[0], keeper)
        ),
        _letter(
            "publication",
            mail(en[0].title, publication(en[0], "By Mara Velde – 30 Nov 2026", ())),
            (Story(en[0].title, "", en[0].lines),),
        ),
        _letter(
            "publication also",
            mail(keeper.title, publication(keeper, "By Mara Velde – 30 Nov 2026 – 4 min read", en)),
            (Story(keeper.title, "", keeper.lines),),
        ),
        _letter(
            "publication paid",
            mail(more[0].title, publication(more[0], "Tom Brink • 30 Nov 2026", en[:2], "paid")),
            (Story(more[0].title, "", more[0].lines),),
        ),
        _letter(
            "creator en",
            mail(
                "214 steps",
                creator(
                    keeper,
                    "Hey Anna,",
                    "Talk soon,",
                    "P.S. My course about writing letters opens on Friday. Join the waiting list here.",
                    free,
                ),
            ),
            (Story("214 steps", "", keeper.lines),),
        ),
        _letter(
            "creator de",
            mail(
                "Rost",
                creator(
                    de[0],
                    "Hallo Anna,",
                    "Bis nächste Woche",
                    "PS: Mein Kurs beginnt am Freitag. Hier geht es zur Anmeldung.",
                    ("Abmelden", "Profil ändern"),
                ),
            ),
            (Story("Rost", "", de[0].lines),),
        ),
        _letter(
            "creator es",
            mail(
                "Óxido",
                creator(
                    es[0],
                    "Hola, Anna:",
                    "Un abrazo,",
                    "P. D. Mi curso empieza el viernes. Apúntate aquí.",
                    ("Darse de baja", "Actualizar perfil"),
                ),
            ),
            (Story("Óxido", "", es[0].lines),),
        ),
    )


def _of_newsrooms() -> tuple[Letter, ...]:
    en, de, fr, es = (stories(language, 0, 1, 2) for language in ("en", "de", "fr", "es"))
    more = stories("en", 3, 4, 5, 6)
    told = tuple(Story(one.title, one.url, (" ".join(one.lines),)) for one in en)
    tides = tuple(Story(one.title, one.url, (" ".join(one.lines),)) for one in more)
    bare = (
        "\n_______________________________________________\nQuay-news mailing list\nQuay-news@lists.example\n"
    )
    return (
        _letter("links", mail("Bridges, books, boats", links(en, ("Big Stories", "Quick Links"))), told),
        _letter(
            "links sponsor", mail("Tides and flour", links(more, ("Harbour", "Schools"), "Rope & Co")), tides
        ),
        _letter("links two", mail("Two links", links(more[2:], ("Reads",), "Rope & Co")), tides[2:]),
        _letter("newspaper en", mail("Morning Headlines", newspaper("en", en, more)), en),
        _letter(
            "newspaper de", mail("Schlagzeilen am Morgen", newspaper("de", de, (), "Von Lena Kruse")), de
        ),
        _letter(
            "newspaper fr latin",
            mail(
                "Les titres du matin",
                newspaper("fr", fr, fr[:1], "Par Léa Brun").replace("’", "&rsquo;").replace("→", "&rarr;"),
                charset="iso-8859-1",
            ),
            fr,
        ),
        _letter("plain rules", mail("Three stories", plain=plain(en, "rule", bare)), en),
        _letter(
            "plain numbers",
            mail(
                "Zwei Meldungen",
                plain="DER HAFENBRIEF - Ausgabe 41\n\nLiebe Leserinnen und "
                "Leser,\n\n"
                + plain(
                    de[:2],
                    "number",
                    "\n\n--\nDer Hafenbrief erscheint montags.\nAbbestellen: https://quay.example/weg\n",
                ),
            ),
            (
                Story(
                    "Zwei Meldungen",
                    "",
                    tuple(
                        line
                        for at, one in enumerate(de[:2], 1)
                        for line in (f"{at}. {one.title.upper()}", *one.lines)
                    ),
                ),
            ),
        ),
        _letter(
            "plain stars",
            mail(
                "Noticias",
                plain="Si no ves bien este correo, ábrelo aquí: "
                "https://quay.example/v\n\n"
                + plain(
                    es[:2],
                    "star",
                    "\n\n====================\nPara darse de baja responda con la palabra BAJA.\n",
                ),
            ),
            es[:2],
        ),
        _letter(
            "institution en",
            mail(
                "News from the harbour",
                institution(
                    en,
                    "In this issue",
                    "Read more &gt;",
                    "You receive this newsletter as a member of the Harbour Society. "
                    "Unsubscribe: reply to us.",
                ),
            ),
            en,
        ),
        _letter(
            "institution de",
            mail(
                "Mitteilungen",
                institution(
                    de,
                    "In dieser Ausgabe",
                    "Mehr erfahren",
                    "Sie möchten diesen Newsletter nicht mehr erhalten? Dann klicken Sie hier.",
                ),
            ),
            de,
        ),
        _letter(
            "institution fr",
            mail(
                "Lettre du port",
                institution(
                    fr,
                    "Au sommaire",
                    "En savoir plus",
                    "Si vous ne souhaitez plus recevoir cette lettre, cliquez ici.",
                ),
            ),
            fr,
        ),
    )


def _of_people() -> tuple[Letter, ...]:
    [keeper], [en], [de], [fr], [es] = (
        stories("en", 5),
        stories("en", 3),
        stories("de", 0),
        stories("fr", 0),
        stories("es", 0),
    )
    inner = mail("Two stories", blocks("en", stories("en", 0, 1)))
    header = (
        "<b>From:</b> The Quay &lt;post@quay.example&gt;<br><b>Sent:</b> "
        "Sunday, November 29, 2026 7:00 AM<br>"
        "<b>To:</b> Ben Osei &lt;ben@home.example&gt;<br><b>Subject:</b> Tides"
    )
    outlook = (
        '<div><p class="MsoNormal">Worth a read!<o:p></o:p></p><div><div '
        'style="border-top:solid #E1E1E1 1.0pt">'
        f'<p class="MsoNormal">{header}<o:p></o:p></p></div></div><p>&nbsp;</p>{paragraphs(en)}</div>'
    )
    thunderbird = (
        "<p>Das ist etwas für dich.</p><div class='moz-forward-container'><br><br>-------- Weitergeleitete "
        "Nachricht --------<table class='moz-email-headers-table'><tr><th>Betreff: </th><td>Rost</td></tr>"
        "<tr><th>Datum: </th><td>Sun, 29 Nov 2026 07:00:00 "
        "+0100</td></tr><tr><th>Von: </th><td>Der Hafenbrief "
        "&lt;post@hafen.example&gt;</td></tr><tr><th>An: </th><td>ben@home.example</td></tr></table><br>"
        f"{paragraphs(de)}</div>"
    )
    begin = (
        "For breakfast.\n\nBegin forwarded message:\n\nFrom: The Quay <post@quay.example>\nSubject: A tower\n"
        "Date: 29 November 2026 at 07:00:00 GMT\nTo: ben@home.example\nReply-To: post@quay.example\n\n"
    )
    wrote = (
        "À lire !\n\nBen\n\nLe dim. 29 nov. 2026 à 07:00, La Lettre "
        "du port\n<post@port.example> a écrit :\n\n"
    )
    schrieb = (
        '<div dir="auto">Lies mal.</div><br><div class="gmail_quote"><div '
        'dir="ltr" class="gmail_attr">Am So., 29. '
        "Nov. 2026 um 07:00 Uhr schrieb Der Hafenbrief &lt;<a href='mailto:post@hafen.example'>"
        "post@hafen.example</a>&gt;:<br></div><blockquote class='gmail_quote' "
        "style='border-left:1px #ccc solid'>"
        f"{paragraphs(de)}</blockquote></div>"
    )
    mensaje = (
        "\n\n---------- Mensaje reenviado ---------\nDe: El Puerto "
        "<post@puerto.example>\nFecha: dom, 29 nov 2026 a "
        "las 7:00\nSubject: Óxido\nPara: <ben@home.example>\n\n\n"
    )
    original = (
        "Seen this?\n\nBen\n\n-----Original Message-----\nFrom: The Quay [mailto:post@quay.example]\n"
        "Sent: Sunday, November 29, 2026 7:00 AM\nTo: Ben Osei\nSubject: Tides\n\n"
    )
    two = stories("en", 0, 1)
    return (
        _letter("attached", attached(inner, "Look at the first one!", "Fwd: Two stories"), two),
        _letter("header of a word processor", inline("FW: Tides", outlook), one_text("en", 3, title="Tides")),
        _letter(
            "weitergeleitete Nachricht", inline("Fwd: Rost", thunderbird), one_text("de", 0, title="Rost")
        ),
        _letter(
            "begin forwarded",
            inline("Fwd: A tower", text=begin + quoted(plain((keeper,), "none", ""))),
            one_text("en", 5, title="A tower"),
        ),
        _letter(
            "a écrit",
            inline("Re: Rouille", text=wrote + quoted(plain((fr,), "none", ""))),
            one_text("fr", 0, title="Rouille"),
        ),
        _letter("schrieb", inline("AW: Rost", schrieb), one_text("de", 0, title="Rost")),
        _letter(
            "mensaje reenviado",
            inline("RV: Óxido", text=mensaje + plain((es,), "none", "")),
            one_text("es", 0, title="Óxido"),
        ),
        _letter(
            "original message",
            inline("FW: Tides", text=original + plain((en,), "none", "")),
            one_text("en", 3, title="Tides"),
        ),
    )
