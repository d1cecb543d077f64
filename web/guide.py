"""The page that explains how to ask: examples in order, each a link, each run by a test."""

from __future__ import annotations

import dataclasses

from web.language import to_say


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A question and what it finds; the sentences are French, for `say`."""

    question: str
    meaning: str


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Examples of one kind.

    Attributes:
        anchor: its place on the page.
        title: what they are about.
        text: what holds of all of them.
        examples: from the simple to the rare.
    """

    anchor: str
    title: str
    text: str
    examples: tuple[Example, ...]


SECTIONS = (
    Section(
        "mots",
        to_say("Des mots"),
        to_say(
            "Écrivez les mots comme ils viennent. Plusieurs mots : les articles les contiennent "
            "tous, dans n’importe quel ordre."
        ),
        (
            Example("pont Valmore", to_say("les articles qui contiennent les deux mots")),
            Example("travaux", to_say("travaux, travail : un mot et toutes ses formes")),
            Example("oeil", to_say("œil, yeux ; œ ou oe, c’est égal")),
            Example("peche", to_say("sans accent : pêche, péché… tout ce qui s’écrit ainsi")),
            Example("pêche", to_say("un accent tapé compte : pas péché")),
            Example("=Etat", to_say("cette orthographe seulement, sans ses autres formes")),
            Example("+là", to_say("un mot très courant compte aussi, si un plus le précède")),
        ),
    ),
    Section(
        "expressions",
        to_say("Des expressions"),
        to_say(
            "Entre guillemets, les mots se suivent, dans cet ordre et sans leurs autres formes. "
            "Les guillemets droits, courbes ou français se valent."
        ),
        (
            Example("« pont des Tanneurs »", to_say("l’expression")),
            Example('="mis en examen"', to_say("l’expression à la lettre près, accents compris")),
            Example("sage-femme", to_say("un mot composé trouve aussi son pluriel, sages-femmes")),
        ),
    ),
    Section(
        "combiner",
        to_say("Combiner"),
        to_say(
            "Les opérateurs s’écrivent en capitales, en français ou en anglais (AND, OR, NOT, "
            "NEAR). OU lie plus fort que l’espace : crue OU grêle Brèze demande Brèze dans tous "
            "les cas."
        ),
        (
            Example("sécheresse OU grêle", to_say("l’un ou l’autre mot, ou les deux")),
            Example("pêche SAUF quotas", to_say("le premier mot, pas le second")),
            Example("pêche -quotas", to_say("la même chose, d’un signe collé au mot")),
            Example("(crue OU grêle) plateau", to_say("des parenthèses pour grouper")),
            Example(
                "pont PROCHE/5 procès", to_say("les deux mots à cinq mots l’un de l’autre, au plus")
            ),
            Example(
                "papet*", to_say("tous les mots qui commencent ainsi ; trois lettres au moins")
            ),
        ),
    ),
    Section(
        "champs",
        to_say("Où chercher"),
        to_say(
            "Un champ vaut pour le mot, l’expression ou la parenthèse qui le suit, sans espace."
        ),
        (
            Example("titre:sécheresse", to_say("dans le titre")),
            Example(
                "texte:hôpital titre:Valmore",
                to_say("dans le texte, et un autre mot dans le titre"),
            ),
            Example("source:méridien", to_say("les articles d’un journal")),
            Example('auteur:"Camille Roussin"', to_say("les articles d’une signature")),
            Example("rubrique:culture", to_say("les articles d’une rubrique")),
        ),
    ),
    Section(
        "dates",
        to_say("Quand"),
        to_say(
            "Une date dans la question limite la parution. Sans mot-clé, novembre 2015 est une "
            "suite de mots : la page propose alors la période, d’un lien."
        ),
        (
            Example("date:2021 école", to_say("une année")),
            Example('date:"juin 2024"', to_say("un mois")),
            Example("date:20.06.2024", to_say("un jour, écrit comme vous voulez")),
            Example('date:"été 2022" sécheresse', to_say("une saison")),
            Example("date:2019..2021 pont", to_say("d’une année à l’autre, toutes deux comprises")),
            Example("depuis:2024 pêche", to_say("à partir de là")),
            Example('avant:"mars 2020" Valmore', to_say("jusqu’à la veille")),
        ),
    ),
)
