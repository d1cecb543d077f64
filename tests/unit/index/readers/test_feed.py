from __future__ import annotations

import datetime as dt
from typing import Any

Read = Any  # the fixture of conftest.py, which importlib mode does not let us import

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Le Courrier</title>
<item><title>Un &amp; deux</title><link>https://ex.fr/1</link>
<pubDate>Wed, 19 Jun 2024 23:30:00 -0500</pubDate><dc:creator>Jeanne Martin</dc:creator>
<description>Court.</description>
<content:encoded><![CDATA[<p>Un paragraphe.</p><p>Un autre&nbsp;!</p>]]></content:encoded>
<category>Monde</category></item>
<item><title>Sans texte</title><link>https://ex.fr/2</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Courrier</title>
<entry><title>Une</title><id>tag:ex.fr,1</id><link href="https://ex.fr/1"/>
<published>2024-06-19T10:00:00Z</published><updated>2024-06-21T10:00:00Z</updated>
<author><name>Jeanne Martin</name></author><summary>Le texte.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Courrier</title></channel>
<item><title>Une</title><link>https://ex.fr/1</link><description>Texte.</description>
<dc:date>2024-06-19</dc:date></item></rdf:RDF>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + '<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>x</title>'
    "<item><title>&j; &f;</title><description>Texte.</description></item></channel></rss>"
)


def test_rss(read: Read) -> None:
    first, second = read("a.rss", RSS).documents
    assert (first.title, first.source, first.section) == ("Un & deux", "Le Courrier", "Monde")
    assert first.date == dt.date(2024, 6, 19)
    assert first.text == "Un paragraphe.\n\nUn autre\u00a0!"
    assert first.authors == ("Jeanne Martin",)
    assert first.key == first.url == "https://ex.fr/1"
    assert second.text == ""


def test_atom_prefers_published_over_updated(read: Read) -> None:
    document = read("a.atom", ATOM).document
    assert (document.key, document.date) == ("tag:ex.fr,1", dt.date(2024, 6, 19))
    assert document.authors == ("Jeanne Martin",)


def test_rdf(read: Read) -> None:
    document = read("a.xml", RDF).document
    assert (document.title, document.date) == ("Une", dt.date(2024, 6, 19))


def test_entities_are_not_expanded(read: Read) -> None:
    found = read("a.xml", BOMB)
    assert all(len(d.title) < 200 and "root:" not in d.title for d in found.documents)


def test_broken_feeds(read: Read) -> None:
    assert read("a.rss", "<rss").skipped == [("bad_file", "")]
    cut = read("b.rss", RSS[: RSS.index("<item><title>Sans")])
    assert [d.title for d in cut.documents] == ["Un & deux"]
