"""The blocks of a mail: their letters, links, pictures and cells."""

from briefing.fetch.mail_layout import Block, blocks_of


def test_blocks_know_their_letters_and_the_link_that_covers_them() -> None:
    html = (
        '<p style="font-size:1.5em"><b><a href="https://a.example">The tide</a></b></p><p>is <b>out</b></p>'
    )
    assert blocks_of(html) == [
        Block("p", "<b>The tide</b>", "The tide", "https://a.example", True, True, 24.0, 1),
        Block("p", "is <b>out</b>", "is out", cell=1),
    ]


def test_sizes_in_points_percent_and_of_font_tags_are_known() -> None:
    html = '<p style="font-size: 12pt">a</p><p style="font-size:150%">b</p><font size="5">c</font>'
    assert [block.size_px for block in blocks_of(html)] == [16.0, 24.0, 24.0]


def test_a_row_of_links_has_no_url_of_its_own() -> None:
    [row] = blocks_of(
        '<p><a href="https://a.example/1">Archive</a> | <a href="https://a.example/2">Jobs</a></p>'
    )
    assert (row.url, row.is_linked) == ("", True)


def test_pictures_stand_in_their_cells_and_pixels_that_count_readers_do_not() -> None:
    picture = '<a href="https://a.example"><img src="a.png"></a>'
    html = f'<table><tr><td>Label<br>{picture}</td><td>Text</td></tr></table><img src="o.gif" width="1">'
    label, image, text = blocks_of(f"<html><body>{html}</body></html>")
    assert (image.tag, image.url) == ("img", "https://a.example")
    assert label.cell == image.cell != text.cell


def test_what_a_mail_hides_and_captions_of_figures_are_left_out() -> None:
    html = (
        "<div style='display: none'>Preheader</div><figure><figcaption>Quay</figcaption></figure><p>Tide</p>"
    )
    assert blocks_of(html) == [Block("p", "Tide", "Tide", cell=1)]
