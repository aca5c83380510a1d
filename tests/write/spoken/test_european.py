"""German, French and Spanish: numbers, dates, money, percent, times, short forms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.write.spoken import spoken_form

CASES = [
    ("de", "Am 26. Oktober um 14:30 Uhr", "Am sechsundzwanzigsten Oktober um vierzehn Uhr dreißig"),
    ("de", "der 3. Mai 1989", "der dritte Mai neunzehnhundertneunundachtzig"),
    ("de", "3,50 € (10 %)", "drei Euro fünfzig Cent, zehn Prozent"),
    ("de", "z. B. 1,2 Mio. Euro", "zum Beispiel eins Komma zwei Millionen Euro"),
    ("de", "-5 Grad, 5-10 km", "minus fünf Grad, fünf bis zehn Kilometer"),
    ("fr", "Le 1er mai à 14h30", "Le premier mai à quatorze heures trente"),
    ("fr", "M. Dupont a payé 3,50 €", "Monsieur Dupont a payé trois euros cinquante centimes"),
    ("fr", "5 millions €, 10 %", "cinq millions d'euros, dix pour cent"),
    ("fr", "10\u202f000 euros", "dix mille euros"),
    ("es", "El 26 de octubre a las 14:30", "El veintiséis de octubre a las catorce horas treinta"),
    ("es", "el Sr. Pérez pagó $5", "el Señor Pérez pagó cinco dólares"),
    ("es", "1.234 personas", "mil doscientos treinta y cuatro personas"),
]


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_a_language_has_its_own_numbers_and_short_forms(language: str, written: str, spoken: str) -> None:
    assert spoken_form(written, language) == spoken


@given(st.sampled_from(["de-AT", "fr", "es-MX"]), st.text())
def test_no_digit_or_bracket_is_left_in_any_language(language: str, text: str) -> None:
    assert not re.search(r"[\d\[\]{}()<>@#&%$€\x00-\x1f\ud800-\udfff]", spoken_form(text, language))
