"""Raised figures and letters of a page stay raised in the text."""

import pytest
from tests.clean.story import clean_with, kept

from briefing.clean.raised_text import raise_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It has 10<sup>6</sup> cells in all.", "It has 10⁶ cells in all."),
        ("It weighs 10<sup>-3</sup> of a gram.", "It weighs 10⁻³ of a gram."),
        ("It weighs 10<sup>&minus;9</sup> grams.", "It weighs 10⁻⁹ grams."),
        ("He wrote E = mc<sup>2</sup> on it.", "He wrote E = mc² on it."),
        ("It is 2<sup>n</sup> times as long.", "It is 2ⁿ times as long."),
        ("The town voted.<sup>12</sup> Next year it pays.", "The town voted.¹² Next year it pays."),
        ("In 2024<sup class=fn>3</sup> the hall burned.", "In 2024³ the hall burned."),
        ("The cost,<sup>a</sup> they say, is high.", "The cost,ᵃ they say, is high."),
        ("The town<SUP> 1, 2 </SUP> voted for it.", "The town¹² voted for it."),
        ("The hall is 40 m<sup>2</sup> of wood.", "The hall is 40 m² of wood."),
        ("It costs $12<sup>95</sup> a day.", "It costs $12⁹⁵ a day."),
        ("It costs $<span>12</span><sup>95</sup> a day.", "It costs $12⁹⁵ a day."),
        ('It costs £6<span class="price-pence">49</span> a day.', "It costs £6⁴⁹ a day."),
        ("It costs €6<small>49</small> a day.", "It costs €6⁴⁹ a day."),
        ("On the 4<sup>th</sup> of May it fell.", "On the 4th of May it fell."),
        ("Au XXI<sup>e</sup> siècle, M<sup>me</sup> Roy a parlé.", "Au XXIe siècle, Mme Roy a parlé."),
        ("The ban on H<sub>2</sub>SO<sub>4</sub> holds.", "The ban on H2SO4 holds."),
        ("The Brand<sup>TM</sup> sank in May.", "The BrandTM sank in May."),
    ],
)
def test_raised_text_stays_raised(markup: str, text: str) -> None:
    assert kept(clean_with(f"<p>{markup}</p>")) == (text,)


def test_markup_without_raised_text_is_unchanged() -> None:
    markup = "<p>It costs £6 <span class=total>49</span> times, <sup>as the yard&rsquo;s owner says</sup></p>"
    assert raise_text(markup) == markup
