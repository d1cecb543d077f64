"""What sites leave in the text of an article, as rules: a pattern, its longest match, its reason.

Patterns see a paragraph in lower case, without accents, with plain apostrophes and single spaces
(`search.plain`), and must match all of it unless they say otherwise with `.*`. Each is of a
general kind that French sites share; prose must not match, so most are anchored and short.
"""

from __future__ import annotations

import dataclasses
import re

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)\.?"
)
_DATE = (
    rf"(?:(?:{_WEEKDAY}\s+)?\d{{1,2}}(?:er)?\s*[./ -]\s*(?:\d{{1,2}}|{_MONTH})"
    r"(?:\s*[./ -]\s*\d{2,4})?|\d{4}-\d{2}-\d{2}|il y a \d+ [a-z]+|hier|aujourd'hui)"
)
_TIME = (
    r"(?:(?:a|-|,|–|—|\||·)?\s*\d{1,2}\s*(?:h|:|heures?)\s*\d{0,2}"
    r"(?:\s*(?:utc|gmt|cet|cest)(?:\s*[+-]\s*\d+)?)?)"
)
_ISSUED = r"(?:publiee?|paru|mise? en ligne|mise? a jour|modifiee?|actualisee?|creee?|poste)"
_STAMP = (
    rf"{_ISSUED}\s*(?:par [^,.]{{1,60}} )?(?::|le|ce|du)?\s*(?:{_DATE}\s*{_TIME}?|a?\s*{_TIME})"
)
_LED = r"(?:[^.!?]{0,80}[,|–—·•:-]\s*|par [^.!?,]{2,60}\s)?"
# Who owns the rights to a photograph.
_OWNER = r"(?:©|copyright|\b(?:afp|ap|reuters|getty|sipa|epa|maxppp|d\.?r)\b)"
# Whoever is asked to subscribe is spoken to; an article on newsletters speaks of others.
_CALL = (
    r"(?:inscrivez-vous|abonnez-vous|recevez|s'inscrire|s'abonner|je m'inscris|je m'abonne"
    r"|decouvrez|souscrivez|inscription|retrouvez)"
)
_LETTER = r"(?:newsletters?|infolettres?|lettres? d'information|alertes? (?:infos?|mail|e-mail))"
_BULLET = r"[>»→►▶•*–—\s-]*+"


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One kind of leftover.

    Attributes:
        code: its name in counts and reports.
        pattern: must match a whole plain paragraph.
        longest: characters; a longer paragraph is text whatever it says.
    """

    code: str
    pattern: re.Pattern[str]
    longest: int = 200

    def holds(self, plain_paragraph: str) -> bool:
        """Tell whether this plain paragraph is such a leftover."""
        if len(plain_paragraph) > self.longest:
            return False
        return self.pattern.fullmatch(plain_paragraph) is not None


def _rule(code: str, *alternatives: str, longest: int = 200) -> Rule:
    """Return the rule of a kind from its patterns."""
    return Rule(code, re.compile("|".join(f"(?:{a})" for a in alternatives)), longest)


PARAGRAPH_RULES = (
    # The date is a field of its own; printed in the text it would answer searches for "juin".
    _rule(
        "dateline",
        rf"\(?{_ISSUED}\s*(?:le)?\s*:?\s*\)?",
        rf"{_LED}\(?{_STAMP}(?:[\s,;.|·•/()–—-]*{_STAMP})*[\s.)]*",
        # A byline that ends in the date: « Par Ana Ruiz, le 3 mai 2022 à 10h ».
        rf"par (?:[\w'.-]+ ){{0,4}}[\w'.-]+ ?[,|·•–—-] ?(?:le )?{_DATE}\s*{_TIME}?[\s.)]*",
    ),
    _rule(
        "reading_time",
        r"(?:temps de )?lecture\s*:?\s*(?:environ )?\d+\s*(?:min\w*|mn)\.?",
        r"(?:environ )?\d+\s*(?:min\w*|mn) (?:de lecture|read)\.?",
    ),
    _rule(
        "newsletter",
        rf".*\b{_CALL}\b.*\b{_LETTER}\b.*|.*\b{_LETTER}\b.*\b{_CALL}\b.*",
        r"recevez (?:les|nos|toute|chaque).{0,80}(?:par (?:e-?mail|courriel)|boite|alertes).*",
        longest=300,
    ),
    _rule(
        "subscription",
        r"il vous reste [\d.,]+ ?% .*",
        r".*\b(?:suite|article|contenu|texte|lecture)\b.{0,40}reservee? (?:aux|a nos) abonnes.*",
        r"(?:pas encore|deja) abonnee? ?\?.*",
        r"(?:se connecter|connexion|s'abonner|je m'abonne)\W*",
        r"(?:abonnez-vous|offrez-vous un abonnement).{0,200}",
        r"(?:profitez de|beneficiez d).{0,60}\b(?:abonnement|offre|essai)\b.{0,150}",
        r"pour (?:lire|acceder a|decouvrir) (?:la suite|l'integralite|cet article).{0,150}",
        r".*\babonnez-vous\b.{0,100}(?:sans engagement|par mois|€|gratuit).*",
        r".*\bsans engagement\b.*\b(?:mois|€|euros?)\b.*",
        longest=300,
    ),
    _rule(
        "comments",
        r"(?:laisse[rz]|ajoute[rz]|poste[rz]|ecri(?:re|vez)|publie[rz])"
        r" (?:un|votre) commentaire.{0,80}",
        r"laisser une reponse.{0,60}|leave a (?:comment|reply).{0,60}|cancel reply",
        r"annuler la reponse|(?:\(?\d+\)? |aucun |pas de )?commentaires?\s*(?:\(?\d+\)?)?",
        r"your email address will not be published.*|required fields are marked.*",
        r"votre (?:adresse|e-?mail).{0,40}ne sera pas publiee?.*",
        r"les champs obligatoires sont indiques.*|soyez le premier a (?:commenter|reagir).*",
        r"(?:connectez-vous|identifiez-vous).{0,30}pour (?:commenter|reagir).*",
        r"(?:reagir|reagissez|commenter)(?: (?:a )?cet article)?",
    ),
    _rule(
        "continuation",
        rf"{_BULLET}(?:…|\.\.\.)?\s*lire la suite(?: (?:sur|de|dans) .{{1,60}})?[.…]*",
    ),
    # Only with its object or its owner: « Crédit : les taux remontent » is a subhead. A caption
    # that names what the photograph showed, and no one's right to it, is text.
    _rule(
        "credit",
        r"\(?credits? (?:photos?|images?|videos?|illustrations?)\b.{1,100}",
        rf"\(?credits?\s*:.{{0,60}}{_OWNER}.{{0,40}}",
        r"\(?(?:photos?|illustrations?|visuels?)(?: d'illustration)?\s*[:©/].{0,80}"
        rf"(?:{_OWNER}|\bcredits?\b).{{0,60}}",
        r"(?:©|\(c\)|copyright).{1,100}",
        longest=120,
    ),
    # What is left of a video whose player was not exported.
    _rule(
        "embed",
        r"publie par [^,.]{1,40}",
        r"[^.!?]{0,120} publie par [^ .,]*[-\d_][^ ,]*",
        r"\[/?embed\b.*|\[/?[a-z_-]{3,20} [a-z_-]+=.*|\[/?(?:video|gallery|caption|tweet)\]",
        r"""[\s"'\]\[/>]{1,6}""",
        longest=400,
    ),
    _rule(
        "cookies",
        r".*\bnous utilisons des (?:cookies|traceurs).*",
        r".*\b(?:poursuivant|continuant) votre navigation.*",
        r".*\bvous acceptez (?:l'utilisation|le depot) des? (?:cookies|traceurs).*",
        r"(?:tout )?(?:accepter|parametrer|gerer|refuser) (?:les|mes|tous les|vos) cookies.{0,40}",
        longest=500,
    ),
    _rule(
        "advert",
        r"(?:passer|fermer|voir) (?:la|cette) publicite|publicites?|annonces?|advertisement",
        r"(?:la )?suite (?:de l'article )?apres (?:la|cette) publicite|contenus? sponsorises?",
    ),
    _rule(
        "related",
        rf"{_BULLET}(?:a )?(?:lire|voir|ecouter|relire|revoir)(?: |-)(?:aussi|egalement)\b.*",
        rf"{_BULLET}(?:a (?:lire|voir|ecouter|relire|revoir)|lire|voir|(?:notre )?dossier)\s?:.*",
        rf"{_BULLET}sur le meme (?:sujet|theme)(?:\s*:.*)?|>>+ ?.{{5,200}}",
        longest=250,
    ),
    _rule(
        "software",
        r".*(?:\bs'ouvr|telechargez|installez|veuillez|vous (?:pouvez|devez)|pour (?:lire|voir)\b)"
        r".*\b(?:acrobat reader|flash player)\b.*",
        r".*\b(?:activer|desactive|necessite|requiert)\b.{0,30}\bjavascript\b.*",
        r".*\bvotre navigateur (?:ne|n'est)\b.*",
        longest=300,
    ),
    _rule(
        "rights",
        r".*\btous droits (?:de reproduction .{0,40})?reserves\b.*|reproduction interdite.*",
    ),
    _rule(
        "navigation",
        r"(?:retour (?:a l'accueil|en haut)|haut de page|accueil|menu|rechercher|fermer)",
        r"(?:article|page) (?:precedente?|suivante?)|(?:lire|voir|afficher|charger) (?:plus|moins)",
        r"(?:en savoir plus|(?:lire|voir) l'article|plus d'articles).{0,40}|tout voir|voir tout",
        r"(?:suivez|retrouvez|rejoignez)(?:-| )nous (?:sur|et).*",
        r"(?:suivez|retrouvez) .{1,40} sur (?:facebook|twitter|instagram|whatsapp|google).*",
    ),
)

# Headings of blocks that are not the article. Followed by prose they may be subheads of it.
BLOCK_HEADING = re.compile(
    r"(?:les |nos |toutes les )?dernieres? (?:nouvelles|infos?|informations|actualites|minute|news)"
    r"|(?:les )?(?:articles? )?(?:les )?(?:plus|\+)"
    r" (?:lus|commentes|partages|consultes|populaires|vus)"
    r"|articles? (?:similaires|lies|connexes|associes|recents|recommandes|populaires)"
    r"|(?:ses|les|nos) derniers articles|du meme auteur|dans la meme (?:rubrique|categorie|serie)"
    r"|vous (?:aimerez|pourriez|devriez|apprecierez).{0,50}|(?:recommandes?|selection) pour vous"
    r"|nos (?:recommandations|selections|suggestions)|a ne pas (?:manquer|rater)|en continu"
    r"|fil info|pour (?:aller plus loin|approfondir)|related (?:articles|posts|stories)|a la une"
    r"|(?:plus|d'autres articles) sur (?:le|ce) (?:sujet|theme)|mots[ -]cles?|tags?|etiquettes?"
    r"|a decouvrir(?: aussi)?"
    r"|(?:(?:a )?(?:lire|voir) (?:aussi|egalement)|sur le meme (?:sujet|theme))\s*:?"
)
# Those of them that no journalist writes as a subhead.
NEVER_SUBHEAD = re.compile(
    r"(?:(?:a )?(?:lire|voir) (?:aussi|egalement)|sur le meme (?:sujet|theme)"
    r"|articles? (?:similaires|lies|connexes|associes|recommandes|populaires)"
    r"|(?:les )?(?:articles? )?(?:les )?(?:plus|\+) (?:lus|commentes|partages|consultes))\s*:?"
)
# From here on it is the visitors who write.
COMMENT_HEADING = re.compile(
    r"(?:laisse[rz]|ajoute[rz]|poste[rz]) un commentaire|(?:vos )?commentaires? ?\(?\d+\)?"
    r"|\d+ commentaires?|leave a (?:comment|reply)|laisser une reponse"
    r"|vos (?:commentaires|reactions)"
)
# A paragraph of nothing but these is a row of buttons.
_BUTTON_VERBS = (
    "partager partagez tweeter imprimer envoyer copier enregistrer sauvegarder share tweet print "
    "suivre suivez"
)
_NETWORKS = (
    "facebook twitter linkedin whatsapp pinterest messenger instagram telegram bluesky reddit"
)
_AROUND = (
    "partage cet cette article page sur x threads flipboard google email e-mail mail courriel par "
    "le lien et ou via a un ami une reagir commenter ecouter l'article ce contenu pocket sms "
    "youtube tiktok nous newsletter"
)
SHARE_VERBS = frozenset(_BUTTON_VERBS.split())
SHARE_NETWORKS = frozenset(_NETWORKS.split())
SHARE_WORDS = SHARE_VERBS | SHARE_NETWORKS | frozenset(_AROUND.split())
