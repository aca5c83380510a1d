"""The ten shapes that programs for newsletters give their mails, with all that stands beside the stories."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

_DATE = "Mon, 30 Nov 2026 07:00:00 +0100"
_PIXEL = '<img src="https://click.post.example/o/7f.gif" width="1" height="1" alt="">'
_SPACES = "&#847;&zwnj;&nbsp;" * 20


@dataclass(frozen=True)
class Story:
    """A story as it is told: headline, URL ('' for a letter that is one text) and lines."""

    title: str
    url: str
    lines: tuple[str, ...]


@cache
def _texts() -> dict[str, list[Story]]:
    data = tomllib.loads((Path(__file__).parent / "letters.toml").read_text("utf-8"))
    return {
        language: [Story(one["title"], "", tuple(one["lines"])) for one in found]
        for language, found in data.items()
    }


def stories(language: str, *numbers: int) -> tuple[Story, ...]:
    """Stories of a language with URLs as senders write them: redirects that count clicks."""
    bank = _texts()[language]
    return tuple(
        Story(
            bank[number].title, f"https://click.post.example/c/{language}{number}?u=9f3", bank[number].lines
        )
        for number in numbers
    )


def one_text(language: str, *numbers: int, title: str = "", ends: Sequence[str] = ()) -> tuple[Story, ...]:
    """The lines of stories as one letter; with more than one their headlines are lines, too."""
    bank = [_texts()[language][number] for number in numbers]
    heads = len(bank) > 1
    lines = [line for one in bank for line in ((one.title,) if heads else ()) + one.lines]
    return (Story(title or bank[0].title, "", (*lines, *ends)),)


def mail(
    subject: str, html: str = "", plain: str = "", charset: str = "utf-8", sender: str = "The Quay"
) -> EmailMessage:
    """A mail with the header of a sender of many; quoted-printable, as they are sent."""
    message = EmailMessage()
    message["From"] = f"{sender} <post@quay.example>"
    message["To"] = "Anna <anna@home.example>"
    message["Subject"] = subject
    message["Date"] = _DATE
    message["Message-ID"] = "<7@quay.example>"
    message["List-Unsubscribe"] = "<https://click.post.example/u/9f3>"
    if plain:
        message.set_content(plain, charset=charset, cte="quoted-printable")
    if html and plain:
        message.add_alternative(html, subtype="html", charset=charset, cte="quoted-printable")
    elif html:
        message.set_content(html, subtype="html", charset=charset, cte="quoted-printable")
    return message


def link(text: str, path: str = "x") -> str:
    return f'<a href="https://click.post.example/{path}?u=9f3" target="_blank">{text}</a>'


def paragraphs(one: Story, style: str = "") -> str:
    return "".join(f'<p style="{style}">{escape(line, quote=False)}</p>' for line in one.lines)


def table(*rows: str, style: str = "font-size:16px") -> str:
    cells = "".join(
        f'<tr><td align="left" style="{style}"><table width="100%" role="presentation">'
        f"<tbody><tr><td>{row}</td></tr></tbody></table></td></tr>"
        for row in rows
    )
    return f'<table border="0" cellpadding="0" cellspacing="0" role="presentation">{cells}</table>'


def document(body: str, hidden: str = "") -> str:
    preheader = (
        f'<div style="display:none;max-height:0px;overflow:hidden">{hidden}{_SPACES}</div>' if hidden else ""
    )
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html"><title>Mail</title>'
        "<style>@media only screen and (max-width:480px){.mobile{display:block}}</style></head>"
        f"<body>{preheader}{body}{_PIXEL}</body></html>"
    )


# 1. a platform for writers: the post with its subtitle, a bar of buttons, boxes to subscribe
_WRITER = {
    "en": (
        "Forwarded this email? {} for more", "Subscribe here", "READ IN APP", "Like", "Comment", "Restack",
        "Thanks for reading The Quay! This post is public so feel free to share it.", "Share",
        "You’re currently a free subscriber to {}. For the full experience, {}.", "Upgrade to paid",
        "Unsubscribe", "Get the app", "Start writing", "Leave a comment",
    ),
    "de": (
        "Wurde dir diese E-Mail weitergeleitet? {}, um mehr zu erhalten", "Abonniere hier",
        "IN DER APP LESEN", "Gefällt mir", "Kommentieren", "Teilen",
        "Danke fürs Lesen! Dieser Beitrag ist öffentlich, du kannst ihn gerne teilen.", "Teilen",
        "Du bist derzeit ein kostenloser Abonnent von {}. Für das volle Erlebnis {}.", "Abo upgraden",
        "Abmelden", "App herunterladen", "Mit dem Schreiben beginnen", "Hinterlasse einen Kommentar",
    ),
    "fr": (
        "Cet e-mail vous a été transféré ? {} pour en recevoir d’autres", "Abonnez-vous ici",
        "LIRE DANS L’APP", "J’aime", "Commenter", "Partager",
        "Merci d’avoir lu ce billet ! Il est public, n’hésitez pas à le partager.", "Partager",
        "Vous êtes actuellement abonné gratuitement à {}. Pour profiter de tout, {}.",
        "Passez à l’abonnement payant", "Se désabonner", "Obtenir l’application", "Commencer à écrire",
        "Laisser un commentaire",
    ),
}  # fmt: skip


def writer(language: str, one: Story, subtitle: str, date: str) -> str:
    said = _WRITER[language]
    bar = table(
        f'<span style="font-size:10px">{link(said[2])}</span>',
        f"{link('∙')} {link(said[3])}",
        link(said[4]),
        link(said[5]),
        style="font-size:11px",
    )
    half = (len(one.lines) + 1) // 2
    first, rest = (Story("", "", part) for part in (one.lines[:half], one.lines[half:]))
    return document(
        f'<div style="font-size:13px">{said[0].format(link(said[1]))}</div>'
        f'<div class="post"><h1>{link(one.title)}</h1><h3 style="font-size:18px">{subtitle}</h3>'
        f'<table><tr><td><a href="https://w.example/@mara">Mara Velde</a></td></tr><tr><td>{date}</td></tr>'
        f"</table>{bar}<div class='body'>{paragraphs(first)}"
        '<div class="captioned-image"><figure><a href="https://cdn.example/1.jpg"><img alt="Quay" '
        'src="https://cdn.example/1.jpg"></a><figcaption>The old quay in June. Photo: M. Velde</figcaption>'
        f"</figure></div><p>{said[6]}</p><p class='button'>{link(said[7])}</p>{paragraphs(rest)}</div>"
        f"<p class='button'>{link(said[13])}</p></div>"
        f'<div class="footer"><p>{said[8].format(link("The Quay"), link(said[9]))}</p>{bar}'
        "<p>© 2026 Mara Velde<br>548 Harbour Street PMB 72296, Northport<br>"
        f"{link(said[10])}</p><p>{link(said[11])}{link(said[12])}</p></div>",
        subtitle,
    )


# 2. blocks that are dragged into place: pictures, headings, texts and buttons as nested tables
_BLOCKS = {
    "en": (
        "View this email in your browser", "Read more", "Copyright © 2026 {}, All rights reserved.",
        "You are receiving this email because you opted in via our website.", "Our mailing address is:",
        "Want to change how you receive these emails?",
        "You can {} or {}.", "update your preferences", "unsubscribe from this list", "Share", "Forward",
    ),
    "de": (
        "Diese E-Mail im Browser anzeigen", "Weiterlesen", "Copyright © 2026 {}, Alle Rechte vorbehalten.",
        "Sie erhalten diese E-Mail, weil Sie sich auf unserer Website angemeldet haben.",
        "Unsere Postanschrift:", "Möchten Sie ändern, wie Sie diese E-Mails erhalten?",
        "Sie können {} oder {}.", "Ihre Einstellungen ändern", "sich von der Liste abmelden",
        "Teilen", "Weiterleiten",
    ),
    "fr": (
        "Afficher cet e-mail dans votre navigateur", "Lire la suite",
        "Copyright © 2026 {}, Tous droits réservés.",
        "Vous recevez cet e-mail car vous vous êtes inscrit sur notre site.", "Notre adresse postale :",
        "Vous souhaitez modifier la réception de ces e-mails ?", "Vous pouvez {} ou {}.",
        "mettre à jour vos préférences", "vous désabonner de cette liste", "Partager", "Transférer",
    ),
    "es": (
        "Ver este correo en tu navegador", "Leer más", "Copyright © 2026 {}, Todos los derechos reservados.",
        "Recibes este correo porque te suscribiste en nuestra web.", "Nuestra dirección postal es:",
        "¿Quieres cambiar cómo recibes estos correos?", "Puedes {} o {}.", "actualizar tus preferencias",
        "darte de baja de esta lista", "Compartir", "Reenviar",
    ),
}  # fmt: skip


def blocks(language: str, found: Sequence[Story], opening: str = "", heading: str = "h2") -> str:
    said = _BLOCKS[language]
    rows = [f'<div style="text-align:center;font-size:12px">{link(said[0])}</div>']
    rows += ['<img src="https://cdn.example/logo.png" alt="The Quay" width="564">']
    rows += [f"<p>{opening}</p>"] if opening else []
    for one in found:
        button = f'<a href="{one.url}" style="font-weight:bold;color:#fff">{said[1]}</a>'
        rows += [
            f'<a href="{one.url}"><img src="https://cdn.example/p.jpg" alt="{escape(one.title)}"></a>',
            f"<{heading} style='font-size:22px'>{escape(one.title)}</{heading}>{paragraphs(one)}",
            table(button, style="background:#222;border-radius:3px;font-size:16px"),
            '<table><tr><td style="border-top:2px solid #eaeaea"><span></span></td></tr></table>',
        ]
    social = "".join(
        f"<td><table><tr><td>{link(name)}</td></tr></table></td>"
        for name in ("Facebook", "Instagram", "Website", said[9], said[10])
    )
    footer = (
        f"<em>{said[2].format('The Quay Ltd')}</em><br>{said[3]}<br><br><strong>{said[4]}</strong><br>"
        "The Quay Ltd<br>1 Harbour Street<br>Northport NP1 4QY<br><br>"
        f"{said[5]}<br>{said[6].format(link(said[7]), link(said[8]))}"
    )
    rows += [f"<table><tr>{social}</tr></table>", f'<div style="font-size:12px">{footer}</div>']
    return document(f'<center><table id="body"><tr><td>{table(*rows)}</td></tr></table></center>', "In short")


# 3. a daily briefing: sections in tables, kickers, sponsors, a poll, points for recommending it
def daily(found: Sequence[Story], sponsor: str, linked: bool = True) -> str:
    said = found[0].title
    contents = "".join(f"<li>{escape(one.title)}</li>" for one in found)
    rows = [
        f'<p style="font-size:12px">November 30, 2026 | {link("Read Online")}</p>',
        f'<p style="font-size:13px">TOGETHER WITH {link(f"<b>{sponsor.upper()}</b>")}</p>',
        f"<p>Good morning. Here is what you need to know today.</p><p><b>In today’s edition:</b></p>"
        f"<ul>{contents}</ul>",
    ]
    kicker = "font-size:12px;font-weight:bold;color:#06c"
    for at, one in enumerate(found):
        title = f'<a href="{one.url}">{escape(one.title)}</a>' if linked else escape(one.title)
        rows += [
            f'<p style="{kicker}">{("ROADS", "CULTURE", "TRADE")[at % 3]}</p>'
            f'<h2 style="font-size:24px">{title}</h2>{paragraphs(one)}'
        ]
        if at == 0:
            rows += [
                f'<p style="font-size:12px">A MESSAGE FROM {sponsor.upper()}</p>'
                f"<h3>Sleep like a fisherman</h3><p>Did you know that nine of ten people lie on the wrong "
                f"mattress? {sponsor} makes one from old nets. It comes in a box, and you have a hundred "
                f"nights to try it.</p><p>{link('<b>Try it for 100 nights →</b>')}</p>"
            ]
    rows += [
        f"<p><b>What did you think of today’s edition?</b></p><p>{link('⭐⭐⭐ Loved it')}</p>"
        f"<p>{link('⭐ Not for me')}</p>",
        "<h3>Share The Quay</h3><p>Share The Quay with your friends and earn rewards. You currently have "
        f"<b>0</b> referrals.</p><p>{link('Click to Share')}</p><p>Or copy and paste this link to others: "
        f"{link('https://quay.example/subscribe?ref=9f3')}</p>",
        f'<div style="font-size:11px"><p>{link("Advertise")} | {link("Careers")} | {link("Archive")}</p>'
        f"<p>Update your email preferences or unsubscribe {link('here')}</p>"
        "<p>© 2026 The Quay Media</p><p>228 Park Ave S, #29976, Northport, United States</p>"
        f"<p>{link('Terms of Service')}</p></div>",
    ]
    return document(table(*rows), f"PLUS: {said}")


# 4. a publication with a website: site icon, byline, feedback, comments, recommended posts
def publication(one: Story, byline: str, also: Sequence[Story], member: str = "free") -> str:
    cards = "".join(
        f'<tr><td><h4><a href="{other.url}">{escape(other.title)}</a></h4>'
        f'<p style="font-size:13px"><a href="{other.url}">{escape(other.lines[-1][:70])}…</a></p></td></tr>'
        for other in also
    )
    keep = (
        f'<tr><td><h3 style="font-size:12px">Keep reading</h3><table>{cards}</table></td></tr>'
        if also
        else ""
    )
    return document(
        f'<table class="main"><tr><td><table class="header"><tr><td>{link("<img alt=Quay>")}</td></tr>'
        f'<tr><td style="font-size:13px">{link("The Quay")}</td></tr></table></td></tr>'
        f'<tr><td class="post-title"><a class="post-title-link" href="{one.url}" style="font-size:36px;'
        f'font-weight:700">{escape(one.title)}</a></td></tr>'
        f'<tr><td style="font-size:13px"><table><tr><td>{byline}</td><td>{link("View in browser")}</td></tr>'
        '</table></td></tr><tr><td><img src="https://cdn.example/f.jpg"></td></tr>'
        '<tr><td style="font-size:13px;text-align:center">The harbour at six in the morning / Unsplash</td>'
        f'</tr><tr><td class="post-content" style="font-size:17px">{paragraphs(one)}</td></tr>'
        f'<tr><td class="feedback"><table><tr><td>{link("More like this")}</td><td>{link("Less like this")}'
        f"</td><td>{link('Comment')}</td></tr></table></td></tr>{keep}"
        f'<tr><td class="subscription"><h3 style="font-size:12px">Subscription details</h3><p>You are '
        f"receiving this because you are a <strong>{member} subscriber</strong> to The Quay.</p>"
        f"<table><tr><td>Name: Anna<br>Email: anna@home.example<br>Member since: 4 May 2024</td>"
        f"<td>{link('Manage subscription →')}</td></tr></table></td></tr>"
        f'<tr><td style="font-size:12px">The Quay © 2026 – {link("Unsubscribe")}</td></tr>'
        f"<tr><td>{link('Powered by')}</td></tr></table>",
        one.lines[0][:80],
    )


# 5. a person who writes letters: a greeting, paragraphs, a signature, a postscript that sells
def creator(one: Story, greeting: str, close: str, selling: str, foot: Sequence[str]) -> str:
    lines = "".join(f"<div>{escape(line, quote=False)}</div><div><br></div>" for line in one.lines)
    return document(
        f'<div style="max-width:600px;font-size:18px"><div>{greeting}</div><div><br></div>{lines}'
        f"<div>{close}</div><div>Mara</div><div><br></div><div><em>{selling}</em></div></div>"
        f'<div style="font-size:12px"><p>{link(foot[0])} · {link(foot[1])} · 113 Quay St #21, Northport</p>'
        f"<p>{link('<img alt=Built>')}</p></div>"
    )


# 6. a digest of links: sections, each item a headline in bold that leads away and a few sentences
def links(found: Sequence[Story], sections: Sequence[str], ad: str = "") -> str:
    rows = [
        f'<div style="font-size:12px">{link("Sign Up")} | {link("Advertise")} | {link("View Online")}</div>',
        '<h1 style="font-size:24px">The Quay 2026-11-30</h1>',
    ]
    for at, one in enumerate(found):
        if at < len(sections):
            rows += [f'<h1 style="font-size:22px;text-align:center">{sections[at]}</h1>']
        rows += [
            f'<span><a href="{one.url}"><strong>{escape(one.title)} ({at + 2} minute read)</strong></a>'
            "<br><br>"
            f"<span>{escape(' '.join(one.lines))}</span></span>"
        ]
        if ad and at == 0:
            rows += [
                f"<span>{link(f'<strong>{ad} (Sponsor)</strong>', 'ad')}<br><br><span>Nets, ropes and paint "
                "for everybody who owns a boat, at half the price until Friday. Readers of this letter get "
                f"a free hook. {link('Order now')}</span></span>"
            ]
    rows += [
        "<p>Love The Quay? Tell your friends and get rewards!</p><p>Share your referral link below with "
        f"friends to get free stickers.</p><p>{link('https://refer.quay.example/9f3')}</p>",
        f"<p>Want to advertise in The Quay? {link('Advertise with us')}.</p>"
        "<p>If you have any comments or feedback, just respond to this email!</p>"
        "<p>Thanks for reading,<br>Mara Velde and Tom Brink</p>"
        f"<p>{link('Manage your subscriptions')} to our other newsletters. Or if it is not for you, please "
        f"{link('unsubscribe')}.</p>",
    ]
    return document(table(*rows), "Ferries, books and more")


# 7. a newspaper's headlines: a picture beside each headline in large letters, labels, most-read list
_NEWSPAPER = {
    "en": ("Monday, 30 November 2026", "TOP STORIES", "Continue reading", "MOST READ", "ADVERTISEMENT",
           "Download our app", "You received this email because you signed up for Morning Headlines."),
    "de": ("Montag, 30. November 2026", "DIE WICHTIGSTEN NACHRICHTEN",
           "Zum Artikel", "MEISTGELESEN",
           "ANZEIGE", "Laden Sie unsere App", "Sie erhalten diesen Newsletter, "
           "weil Sie ihn abonniert haben."),
    "fr": ("Lundi 30 novembre 2026", "À LA UNE", "Lire l’article", "LES PLUS LUS", "PUBLICITÉ",
           "Téléchargez notre application", "Vous recevez cette newsletter car vous y êtes inscrit."),
    "es": ("Lunes, 30 de noviembre de 2026", "EN PORTADA", "Leer la nota", "LO MÁS LEÍDO", "PUBLICIDAD",
           "Descarga nuestra app", "Recibes este boletín porque te has suscrito."),
}  # fmt: skip


def newspaper(language: str, found: Sequence[Story], most_read: Sequence[Story], byline: str = "") -> str:
    date, label, more, ranking, advert, app, why = _NEWSPAPER[language]
    rows = [
        f'<span style="font-size:12px">{date}</span>',
        f'<span style="font-size:13px;letter-spacing:2px">{label}</span>',
    ]
    for at, one in enumerate(found):
        text = "<br><br>".join(escape(line, quote=False) for line in one.lines)
        by = f'<div style="font-size:12px;color:#777">{byline}</div>' if byline else ""
        rows += [
            f'<table><tr><td width="200"><a href="{one.url}"><img src="https://cdn.example/h.jpg"></a></td>'
            f'<td><a href="{one.url}" style="font-size:22px;font-family:Georgia;color:#121212">'
            f'{escape(one.title)}</a>{by}<div style="font-size:16px">{text}</div>'
            f'<a href="{one.url}" style="font-size:13px">{more} →</a></td></tr></table>'
        ]
        if at == 0:
            rows += [
                f'<div style="font-size:9px">{advert}</div><a href="https://ads.example/1"><img '
                'src="https://ads.example/1.png" alt="Visit Lorne"></a>'
            ]
    ranked = "".join(
        f'<tr><td>{at}</td><td><a href="{one.url}">{escape(one.title)}</a></td></tr>'
        for at, one in enumerate(most_read, 1)
    )
    rows += [
        f'<span style="font-size:13px">{ranking}</span><table>{ranked}</table>',
        f'<div style="font-size:11px">{link(app)}<br>{why}<br>The Quay Company, 620 Eighth Street, Northport'
        f"<br>{link('Privacy Policy')} | {link('Contact us')}</div>",
    ]
    return document(f'<table width="600"><tr><td>{table(*rows, style="")}</td></tr></table>', found[0].title)


# 8. plain text: lines of 72 characters, headings in capitals or underlined, addresses, rules, footers
def wrapped(text: str, width: int = 72) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def plain(found: Sequence[Story], style: str, foot: str) -> str:
    parts = []
    for number, one in enumerate(found, 1):
        head = {
            "rule": f"{one.title}\n{'-' * len(one.title)}",
            "number": f"{number}. {one.title.upper()}",
            "star": f"*** {one.title} ***",
            "none": "",
        }[style]
        below = f"\n<{one.url}>" if style == "rule" else f"\nRead more: {one.url}" if style == "star" else ""
        text = "\n\n".join(wrapped(line) for line in one.lines)
        parts.append(f"{head}\n\n{text}\n{below}\n" if head else f"{text}\n")
    return "\n\n".join(parts) + foot


# 9. an institution: the HTML of a word processor, contents with jumps, buttons below each part
def institution(found: Sequence[Story], contents: str, more: str, foot: str) -> str:
    jumps = "".join(
        f'<p class="MsoNormal"><a href="#part{at}">{escape(one.title)}</a><o:p></o:p></p>'
        for at, one in enumerate(found)
    )
    parts = "".join(
        f'<p class="MsoNormal"><a name="part{at}"></a><b><span style="font-size:18.0pt">{escape(one.title)}'
        "</span></b><o:p></o:p></p>"
        + "".join(
            f'<p class="MsoNormal"><span style="font-size:11.0pt">{escape(line, quote=False)}'
            "<o:p></o:p></span></p>"
            for line in one.lines
        )
        + f'<p class="MsoNormal"><a href="{one.url}"><span style="font-size:11.0pt">{more}</span></a></p>'
        for at, one in enumerate(found)
    )
    return document(
        "<!--[if mso]><table><tr><td>Only for a word processor<![endif]-->"
        '<div class="WordSection1"><p class="MsoNormal"><b><span style="font-size:11.0pt">'
        f"{contents}</span></b></p>{jumps}<p class='MsoNormal'>&nbsp;</p>{parts}"
        f'<p class="MsoNormal"><span style="font-size:9.0pt">{foot}</span></p></div>'
        "<!--[if mso]></td></tr></table><![endif]-->"
    )


# 10. mails that somebody forwarded: attached, below a header block, or quoted
_PERSON = {"sender": "Ben Osei"}


def attached(inner: EmailMessage, note: str, subject: str) -> bytes:
    outer = mail(subject, plain=note, sender=_PERSON["sender"])
    outer.replace_header("Message-ID", "<8@home.example>")
    del outer["List-Unsubscribe"]
    outer.add_attachment(inner)
    return bytes(outer)


def inline(subject: str, html: str = "", text: str = "", charset: str = "utf-8") -> bytes:
    outer = mail(subject, html, text, charset, sender=_PERSON["sender"])
    del outer["List-Unsubscribe"]
    return bytes(outer)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
