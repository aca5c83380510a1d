"""Drop caps are joined with their word, and text that was escaped twice is read."""

import pytest
from tests.clean.story import clean_with, kept

from briefing.clean import clean_page
from briefing.clean.rendered_text import raise_text, selected_option
from briefing.model import Page

REST = "he yard will change forty metres of plating, and the ferry will sail again before the summer."


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (f"<p><img class=initial alt='T' src='t.png'>{REST}</p>", f"T{REST}"),
        (f"<p><span class=cap><img alt='T' src='t.png'></span> {REST}</p>", f"T{REST}"),
        (f"<p><b>T</b> {REST}</p>", f"T{REST}"),
        (f"<p><span style='float:left'>T</span>\n{REST}</p>", f"T{REST}"),
        (f"<p><font size=7>T </font>{REST}</p>", f"T{REST}"),
        (f"<p><strong>“T</strong> {REST}”</p>", f"“T{REST}”"),
        (f"<p><span><big>T</big></span> <span>{REST}</span></p>", f"T{REST}"),
        (f"<div class=dropcap>T</div><p>{REST}</p>", f"T{REST}"),
        (f"<p class=cap>T</p><p>{REST}</p>", f"T{REST}"),
        ("<p><b>I</b> n the spring the ferry will sail.</p>", "In the spring the ferry will sail."),
        ("<p><b>A</b> ferry will sail in the spring.</p>", "A ferry will sail in the spring."),
        ("<p><b>A </b>ferry will sail in the spring.</p>", "A ferry will sail in the spring."),
        ("<p><b>I</b> was there when she sailed.</p>", "I was there when she sailed."),
        ("<p><i>E</i> coli was found in the water.</p>", "E coli was found in the water."),
        ("<p><b>Q</b> What was found in the water?</p>", "Q What was found in the water?"),
    ],
)
def test_a_drop_cap_is_the_first_letter_of_its_word(piece: str, text: str) -> None:
    assert kept(clean_with(piece)) == (text,)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The yard&amp;#8217;s crane is broken.", "The yard’s crane is broken."),
        ("&amp;ldquo;She sails,&amp;rdquo; he said.", "“She sails,” he said."),
        ("Hart &amp;amp; Lee built it in May.", "Hart & Lee built it in May."),
        ("It costs &amp;pound;40 a day &amp;mdash; too much.", "It costs £40 a day — too much."),
        ("The caf&amp;eacute; is open, and it&amp;#x2019;s full.", "The café is open, and it’s full."),
        ("It is 5&amp;nbsp;miles long, he said.", "It is 5 miles long, he said."),
        ("The &amp;lt;em&amp;gt;Herald&amp;lt;/em&amp;gt; sank in May.", "The Herald sank in May."),
        ("The yard&amp;amp;#8217;s crane is broken.", "The yard’s crane is broken."),
        ("R&amp;D; and Q&A went on for a day.", "R&D; and Q&A went on for a day."),
    ],
)
def test_text_that_was_escaped_twice_is_read(markup: str, text: str) -> None:
    assert kept(clean_with(f"<p>{markup}</p>")) == (text,)


def test_a_title_that_was_escaped_twice_is_read() -> None:
    story = "<p>The ferry came back on Monday after eleven weeks in dry dock, and the town was there.</p>"
    title = "The ferry&amp;#8217;s day"
    head = f"<title>{title}</title><meta property='og:title' content='{title}'>"
    assert clean_page(Page("a.html", "", f"{head}<body>{story * 2}", "text/html")).title == "The ferry’s day"


def test_the_first_option_is_shown_if_none_is_selected() -> None:
    assert selected_option("<select><option value=a>Monday</option><option>Friday") == "Monday"


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
