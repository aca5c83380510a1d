"""Pages without an article are told apart."""

import pytest

from briefing.clean import clean_page
from briefing.errors import NoArticleError
from briefing.model import Page

LINK = '<li><a href="/{0}">The harbour story number {0} with a long headline</a></li>'
FRONT = "<main><h1>Harbour</h1><ul>" + "".join(LINK.format(i) for i in range(40)) + "</ul></main>"
LOGIN = "<h1>Welcome</h1><p>Please sign in with your password to go on reading this.</p><p>Log in now.</p>"
COOKIES = (
    "<h1>Your choice</h1><p>We use cookies to run this site, and our partners use cookies too, all day.</p>"
    "<p>Give your consent to cookies or read our policy on cookies before you enter the site.</p>"
)


@pytest.mark.parametrize(
    ("html", "said"), [(FRONT, "section front|no article"), (LOGIN, "login wall"), (COOKIES, "cookie wall")]
)
def test_a_page_without_an_article_says_which_it_is(html: str, said: str) -> None:
    with pytest.raises(NoArticleError, match=said):
        clean_page(Page("page.html", "", f"<html><body>{html}</body></html>", "text/html"))
