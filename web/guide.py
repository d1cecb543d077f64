"""The page that explains how to ask: examples in order, each a link, each run by a test."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A question and what it finds, in French."""

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
        "Des mots",
        "Écrivez les mots comme ils viennent. Plusieurs mots : les articles les contiennent tous, "
        "dans n’importe quel ordre.",
        (
            Example("pont Valmore", "les articles qui contiennent les deux mots"),
            Example("travaux", "travaux, travail : un mot et toutes ses formes"),
            Example("oeil", "œil, yeux ; œ ou oe, c’est égal"),
            Example("peche", "sans accent : pêche, péché… tout ce qui s’écrit ainsi"),
            Example("pêche", "un accent tapé compte : pas péché"),
            Example("=Etat", "cette orthographe seulement, sans ses autres formes"),
            Example("+là", "un mot très courant compte aussi, si un plus le précède"),
        ),
    ),
    Section(
        "expressions",
        "Des expressions",
        "Entre guillemets, les mots se suivent, dans cet ordre et sans leurs autres formes. Les "
        "guillemets droits, courbes ou français se valent.",
        (
            Example("« pont des Tanneurs »", "l’expression"),
            Example('="mis en examen"', "l’expression à la lettre près, accents compris"),
            Example("sage-femme", "un mot composé trouve aussi son pluriel, sages-femmes"),
        ),
    ),
    Section(
        "combiner",
        "Combiner",
        "Les opérateurs s’écrivent en capitales, en français ou en anglais (AND, OR, NOT, NEAR). "
        "OU lie plus fort que l’espace : crue OU grêle Brèze demande Brèze dans tous les cas.",
        (
            Example("sécheresse OU grêle", "l’un ou l’autre mot, ou les deux"),
            Example("pêche SAUF quotas", "le premier mot, pas le second"),
            Example("pêche -quotas", "la même chose, d’un signe collé au mot"),
            Example("(crue OU grêle) plateau", "des parenthèses pour grouper"),
            Example("pont PROCHE/5 procès", "les deux mots à cinq mots l’un de l’autre, au plus"),
            Example("papet*", "tous les mots qui commencent ainsi ; trois lettres au moins"),
        ),
    ),
    Section(
        "champs",
        "Où chercher",
        "Un champ vaut pour le mot, l’expression ou la parenthèse qui le suit, sans espace.",
        (
            Example("titre:sécheresse", "dans le titre"),
            Example("texte:hôpital titre:Valmore", "dans le texte, et un autre mot dans le titre"),
            Example("source:méridien", "les articles d’un journal"),
            Example('auteur:"Camille Roussin"', "les articles d’une signature"),
            Example("rubrique:culture", "les articles d’une rubrique"),
        ),
    ),
    Section(
        "dates",
        "Quand",
        "Une date dans la question limite la parution. Sans mot-clé, novembre 2015 est une suite "
        "de mots : la page propose alors la période, d’un lien.",
        (
            Example("date:2021 école", "une année"),
            Example('date:"juin 2024"', "un mois"),
            Example("date:20.06.2024", "un jour, écrit comme vous voulez"),
            Example('date:"été 2022" sécheresse', "une saison"),
            Example("date:2019..2021 pont", "d’une année à l’autre, toutes deux comprises"),
            Example("depuis:2024 pêche", "à partir de là"),
            Example('avant:"mars 2020" Valmore', "jusqu’à la veille"),
        ),
    ),
)
