from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.leftovers import leftover_rule, without_leftovers

PROSE = "Le conseil a voté hier soir le budget de la commune, après une longue séance agitée. " * 3
OTHER = "La majorité n’a pas suivi le maire, qui promettait pourtant de baisser les impôts locaux."


@pytest.mark.parametrize(
    ("paragraph", "rule"),
    [
        ("publié le lundi 07 septembre 2020 à 05h35", "dateline"),
        ("AFP, publié le mercredi 23 septembre 2020 à 10h05", "dateline"),
        ("Publié le 30/04/2024 - 16:00 • Mis à jour 17:20", "dateline"),
        ("Par Jeanne Martin Publié le 3 mars 2021 à 8h00", "dateline"),
        ("publié le 2 mars", "dateline"),
        ("Mis à jour il y a 3 heures", "dateline"),
        ("1 min de lecture", "reading_time"),
        ("Temps de lecture : 4 minutes", "reading_time"),
        ("Inscrivez-vous à notre newsletter pour ne rien manquer", "newsletter"),
        (
            "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
            "subscription",
        ),
        ("Déjà abonné ? Connectez-vous", "subscription"),
        ("Laisser un commentaire", "comments"),
        ("12 commentaires", "comments"),
        ("Your email address will not be published.", "comments"),
        ("… Lire la suite sur Le Courrier", "continuation"),
        ("Crédit photo : Jeanne Martin / AFP", "credit"),
        ("© Reuters", "credit"),
        ("publié par Courrier-video", "embed"),
        ('[EMBED url="', "embed"),
        ("Nous utilisons des cookies pour améliorer votre visite.", "cookies"),
        ("Passer la publicité", "advert"),
        ("Publicité", "advert"),
        ("À lire aussi : Le maire démissionne", "related"),
        (">> Lire aussi Le maire démissionne", "related"),
        ("Voir aussi – La vidéo du conseil", "related"),
        ("Tous droits réservés – Le Courrier", "rights"),
        ("Retour à l’accueil", "navigation"),
        ("Suivez-nous sur Facebook et Twitter", "navigation"),
        ("Partager sur Facebook Partager sur Twitter", "share"),
        ("Facebook Twitter LinkedIn", "share"),
        # Text that looks like it.
        ("Une étude publiée le 3 mars dans Nature montre que le climat change vite.", None),
        ("Crédit agricole : la banque ferme vingt agences", None),
        ("Facebook", None),
        ("Partager les richesses", None),
        ("Photo : la mairie de Trifouilly sous la neige", None),
        ("Le groupe compte 3 millions d’abonnés et vise les 5 millions.", None),
        ("Il faut lire la suite du rapport pour comprendre l’affaire en détail, dit-il.", None),
        ("Hadrien mange un cornet nappé de cookies.", None),
        ("Voir Naples et mourir", None),
        ("Profitez du soleil de juillet pour voir les plages du Nord", None),
        ("Les commentaires du ministre", None),
        ("Le menu de la cantine", None),
        ("Crédit : les taux remontent", None),
        ("Crédits : Jeanne Martin / AFP", "credit"),
        ("La société revendique 3 000 abonnés à sa newsletter en un mois.", None),
        ("La CNIL veut qu’il soit aussi simple de refuser les cookies que de les accepter.", None),
        ("Accepter tous les cookies", "cookies"),
        ("Le skipper, en continuant la navigation sans safran, a pris un risque.", None),
        ("Adobe recommande de désinstaller Flash Player dès décembre.", None),
        ("Pour lire cette vidéo, vous devez installer Flash Player.", "software"),
        ("Réagir à l’urgence climatique", None),
        ("Sur le même sujet, le ministre s’était pourtant montré plus prudent en mars.", None),
        ("Tout voir, tout savoir", None),
    ],
)
def test_rules(paragraph: str, rule: str | None) -> None:
    assert leftover_rule(paragraph) == rule


def test_what_ends_a_page_is_cut_and_counted() -> None:
    kept = without_leftovers(
        [PROSE, "Laisser un commentaire", "Votre nom", "Dernières nouvelles", "Le maire s’en va"]
    )
    assert kept.paragraphs == [PROSE]
    assert kept.removed == {"end_blocks": 4}


def test_a_subhead_before_prose_is_text() -> None:
    article = [PROSE, "Dernières nouvelles", OTHER, "Dernières nouvelles du front", PROSE]
    assert without_leftovers(article).paragraphs == article


def test_visitors_comments_are_not_the_article() -> None:
    assert without_leftovers([PROSE, "2 commentaires", OTHER, OTHER]).paragraphs == [PROSE]


def test_headlines_of_other_articles_go_and_a_subhead_stays() -> None:
    article = [
        PROSE,
        "À lire aussi",
        "Le maire de Trifouilly démissionne après le vote du budget",
        "Budget : ce que les communes voisines ont décidé",
        "Une séance agitée",
        OTHER,
    ]
    assert without_leftovers(article).paragraphs == [PROSE, "Une séance agitée", OTHER]


def test_the_end_of_a_paragraph_is_trimmed() -> None:
    kept = without_leftovers(["Le théâtre des … Lire la suite sur Le Figaro"])
    assert kept.paragraphs == ["Le théâtre des…"]
    assert kept.removed == {"continuation": 1}


def test_a_dated_opening_is_trimmed() -> None:
    assert without_leftovers(["22 mai 2012. - Prévu samedi."]).paragraphs == ["Prévu samedi."]
    war = ["11 novembre 1918, la guerre finit."]
    assert without_leftovers(war).paragraphs == war


@given(st.lists(st.text(max_size=300), max_size=12))
def test_what_is_kept_was_there(paragraphs: list[str]) -> None:
    kept = without_leftovers(paragraphs)
    assert len(kept.paragraphs) <= len(paragraphs)


@pytest.mark.parametrize("sign", ["-", "> ", "» -", "publie le ", "par a, ", "[a", "1 ", "lire "])
def test_no_line_takes_for_ever(sign: str) -> None:
    for length in (500, 250, 199):
        leftover_rule((sign * 500)[:length])
