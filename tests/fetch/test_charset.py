"""The characters come out right, whatever was declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.fetch import FetchOptions, page_from_bytes
from briefing.fetch.charset import codec_of, decode_text

FRENCH = "L’été dernier, « la maison » était déjà vendue – près de 3 000 € – où ça ? Une grande façade."
GERMAN = "Der größte Teil der Bevölkerung möchte früher aufhören; über Österreich führen Straßen."
POLISH = "Zażółć gęślą jaźń. Wczoraj w Łodzi odbyło się posiedzenie rządu, na którym premier ogłosił żądania."
CZECH = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Vláda včera schválila návrh zákona o důchodech, řekl ministr."
)
RUSSIAN = "Правительство вчера одобрило законопроект о пенсиях, сообщил министр. Москва не ответила."
GREEK = "Η κυβέρνηση ενέκρινε χθες το νομοσχέδιο για τις συντάξεις, δήλωσε ο υπουργός στην Αθήνα."
TURKISH = "Hükümet dün emeklilik yasa tasarısını onayladı, dedi bakan. İstanbul'da şiddetli yağış bekleniyor."
HEBREW = "הממשלה אישרה אתמול את הצעת החוק בנושא הפנסיות, אמר השר בירושלים."
ARABIC = "وافقت الحكومة أمس على مشروع قانون المعاشات، حسبما قال الوزير في القاهرة."
THAI = "รัฐบาลอนุมัติร่างกฎหมายบำนาญเมื่อวานนี้ รัฐมนตรีกล่าว"
JAPANESE = "政府は昨日、年金法案を承認したと大臣が述べた。東京では強い雨が予想される。"
CHINESE = "政府昨天批准了养老金法案，部长说。北京预计将有强降雨。"
TAIWANESE = "政府昨天批准了養老金法案，部長說。台北預計將有強降雨。"
KOREAN = "정부는 어제 연금법안을 승인했다고 장관이 말했다. 서울에는 강한 비가 예상된다."

WRITTEN = [
    ("cp1252", FRENCH),
    ("iso-8859-1", GERMAN),
    ("iso-8859-2", POLISH),
    ("cp1250", CZECH),
    ("cp1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("iso-8859-5", RUSSIAN),
    ("iso-8859-7", GREEK),
    ("cp1254", TURKISH),
    ("cp1255", HEBREW),
    ("cp1256", ARABIC),
    ("cp874", THAI),
    ("shift_jis", JAPANESE),
    ("euc-jp", JAPANESE),
    ("iso2022_jp", JAPANESE),
    ("gb18030", CHINESE),
    ("big5", TAIWANESE),
    ("euc-kr", KOREAN),
    ("utf-8", JAPANESE),
    ("utf-16-le", GERMAN),
    ("utf-16-be", GERMAN),
]


def html_of(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}<title>News</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("codec", "text"), WRITTEN)
def test_undeclared_bytes_are_recognised_by_their_language(codec: str, text: str) -> None:
    assert decode_text(html_of(text).encode(codec)) == html_of(text)


@pytest.mark.parametrize(("codec", "text"), WRITTEN)
def test_a_true_http_charset_is_believed(codec: str, text: str) -> None:
    assert decode_text(html_of(text).encode(codec), f"text/html; charset={codec}") == html_of(text)


@pytest.mark.parametrize(("codec", "text"), [pair for pair in WRITTEN if not pair[0].startswith("utf-16")])
def test_a_true_meta_charset_is_believed(codec: str, text: str) -> None:
    page = html_of(text, f'<meta http-equiv="Content-Type" content="text/html; charset={codec}">')
    assert decode_text(page.encode(codec)) == page


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "shift_jis", "utf-8", "euc-kr", "nonsense"]
)
@pytest.mark.parametrize(
    ("codec", "text"), [("koi8-r", RUSSIAN), ("shift_jis", JAPANESE), ("gb18030", CHINESE), ("utf-8", FRENCH)]
)
def test_a_wrong_declaration_is_noticed(codec: str, text: str, declared: str) -> None:
    assert decode_text(html_of(text).encode(codec), f"text/html; charset={declared}") == html_of(text)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_beats_the_header(codec: str) -> None:
    assert decode_text(html_of(GREEK).encode(codec), "text/html; charset=koi8-r") == html_of(GREEK)


def test_an_xml_declaration_is_a_declaration() -> None:
    page = f'<?xml version="1.0" encoding="iso-8859-2"?><html><body><p>{POLISH}</p></body></html>'
    assert decode_text(page.encode("iso-8859-2")) == page


def test_one_curly_quote_is_read_as_windows_1252() -> None:
    assert decode_text("It’s gone – they said.".encode("cp1252")) == "It’s gone – they said."


def test_utf8_with_one_broken_byte_stays_utf8() -> None:
    data = html_of(FRENCH * 4).encode() + b"<p>\xe9</p>"
    assert decode_text(data, "text/html; charset=utf-8") == html_of(FRENCH * 4) + "<p>\ufffd</p>"


def test_foreign_words_in_scripts_do_not_drown_the_page() -> None:
    script = "<script>" + "var ascii = 'words';" * 5000 + "</script>"
    page = html_of(script + RUSSIAN)
    assert decode_text(page.encode("cp1251")) == page


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("GB2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("unknown-8bit", ""),
        ("rot13", ""),
        ("\0", ""),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    assert codec_of(label) == codec


@given(st.binary(min_size=1, max_size=300), st.text(max_size=20))
def test_any_bytes_become_text(data: bytes, label: str) -> None:
    assert isinstance(decode_text(data, f"text/html; charset={label}"), str)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_utf8_text_comes_back_whole(text: str) -> None:
    page = page_from_bytes(("x " + text).encode("utf-8"), "note.txt", options=FetchOptions())
    assert page.text == "x " + text


HARBOUR = "The café’s £300 levy – “a tax” – stays"
STRAY = [  # the bytes of a page in UTF-8 with bytes of another charset glued into it, and the text
    (b"<p>%s</p><footer>\xa9 2026</footer>", "<p>{}</p><footer>\ufffd 2026</footer>"),
    (b"<p>win\xedter %s</p>", "<p>win\ufffdter {}</p>"),
    (b"<p>%s</p><p>caf\xe9 and caf\xe9</p>", "<p>{}</p><p>caf\ufffd and caf\ufffd</p>"),
    (b"<div class=ad>na\xefve</div><p>%s</p>", "<div class=ad>na\ufffdve</div><p>{}</p>"),
    (b"<p>%s</p><p>\x93Yes\x94</p>", "<p>{}</p><p>\ufffdYes\ufffd</p>"),
    (b"<p>\x80 5 %s</p>", "<p>\ufffd 5 {}</p>"),
    (b"<!-- \xfc --><p>%s</p>", "<!-- \ufffd --><p>{}</p>"),
    (b"<p>%s \xe2\x80</p>", "<p>{} \ufffd</p>"),
]


@pytest.mark.parametrize("declared", ["", "text/html", "text/html; charset=utf-8"])
@pytest.mark.parametrize(("page", "text"), STRAY)
def test_stray_bytes_of_another_charset_do_not_change_that_of_the_page(
    page: bytes, text: str, declared: str
) -> None:
    data = page.replace(b"%s", HARBOUR.encode())
    assert decode_text(data, declared) == text.replace("{}", HARBOUR)


def test_a_page_that_declares_utf8_may_have_as_many_broken_sequences_as_whole_ones() -> None:
    data = "<meta charset=utf-8><p>The café of the quay, ".encode() + b"\xa9 2026</p>"
    assert decode_text(data) == "<meta charset=utf-8><p>The café of the quay, \ufffd 2026</p>"


def test_one_byte_of_another_charset_without_any_utf8_is_read_by_its_charset() -> None:
    assert decode_text(b"<meta charset=utf-8><p>\xa9 2026 Quay Herald</p>").endswith("© 2026 Quay Herald</p>")


def read_as_windows_1252(text: str) -> str:
    """The text as it comes when its UTF-8 is read as windows-1252, undefined bytes as browsers read them."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize(
    "text",
    [FRENCH, GERMAN, POLISH, CZECH, RUSSIAN, GREEK, HEBREW, JAPANESE, KOREAN, "“We don’t know,” she said."],
)
def test_text_that_was_encoded_twice_is_mended(text: str) -> None:
    page = f"<meta charset=utf-8><title>{text}</title><p>{text}</p>"
    assert decode_text(read_as_windows_1252(page).encode()) == page


def test_a_page_whose_frame_is_right_and_whose_story_was_encoded_twice_is_mended() -> None:
    page = f"<nav>Über uns – Größe</nav><p>{read_as_windows_1252(GERMAN * 3)}</p>"
    assert decode_text(page.encode()) == f"<nav>Über uns – Größe</nav><p>{GERMAN * 3}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "“Ã¶” and “Ã¤” are “ö” and “ä” – it’s what you see when UTF-8 isn’t read as such; that’s why.",
        "NÃO É ÂNSIA, É RAZÃO DE CORAÇÃO: ESTAÇÃO SÃO JOÃO, PADRÃO E MAÇÃ",
        "Länge «Ã» und Größe – GÂ°",
        "Il mesurait 30 °C à l’ombre, et l’on dit « Â » comme « A ».",
    ],
)
def test_letters_that_look_encoded_twice_stay_in_a_text_that_is_right(text: str) -> None:
    assert decode_text(text.encode()) == text
