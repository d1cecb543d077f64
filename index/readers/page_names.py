"""What blocks of a page are called: tags, roles, class and id names of all that is not the article.

The words are those that French and English themes and content systems use; a name is matched by
whole words, so that "shareholders" or "commentateurs" cut nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.readers.blocks import Element

_TAGS = frozenset(
    ("nav", "footer", "form", "button", "select", "textarea", "dialog", "menu", "script", "style")
)
_ROLES = frozenset(
    ("navigation", "contentinfo", "search", "complementary", "dialog", "alert", "banner")
)
_LONGEST_NAMES = 500

_NAMES: tuple[tuple[str, str], ...] = (
    (
        "related",
        r"related|(?:read|lire|voir|see|more) ?(?:also|aussi|more|next)|alire|lireaussi|readalso|"
        r"readmore|recirc\w*|similar|similaires|recommend\w*|recommand\w*|outbrain|taboola|ligatus|"
        r"most ?(?:read|viewed|popular|shared)|popular|populaires|plus ?lus|trending|teasers?|"
        r"suggestions?|associes?|connexes|latest|lastest|dernieres?|mostread|jetpack relatedposts",
    ),
    ("newsletter", r"newsletters?|nl ?(?:box|form)|infolettre|mailing|subscribe ?(?:box|form)"),
    ("comments", r"comments?|commentaires?|reactions?|disqus|respond|comment ?(?:form|list|area)"),
    (
        "share",
        r"share\w*|sharing|social\w*|partage\w*|addthis|addtoany|sharedaddy|shariff|"
        r"reseaux sociaux|follow ?us",
    ),
    ("subscription", r"paywall\w*|promo\w*|abonnements?|subscription|upsell|premium offer|offre"),
    ("cookies", r"cookies?|consent|gdpr|rgpd|didomi|onetrust|cmp"),
    (
        "advert",
        r"advert\w*|ads?|adslot|dfp|sponsor\w*|publicite|pub|inread|google ads|native ad|a11y skip",
    ),
    (
        "navigation",
        r"breadcrumbs?|fil ariane|nav|navbar|menu|toolbar|pagination|pager|footer|sidebar|"
        r"side ?bar|masthead|site header|skip links?|tags?|tag ?list|keywords|mots ?cles|modal|"
        r"popin|popup|overlay|prev|next|post navigation|author (?:bio|box)|about author|copyright",
    ),
)
_NAME_RULES = tuple((code, re.compile(rf"\b(?:{words})\b")) for code, words in _NAMES)
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[^a-z0-9]+")


def _label(element: Element) -> str:
    """Return the words of a block's class, id and data names."""
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    return _SIGNS.sub(" ", _CAPITAL.sub(" ", names[:_LONGEST_NAMES]).lower()).strip()


def named_rule(element: Element) -> str | None:
    """Return the rule by which a block's tag or name cuts it."""
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        return "navigation"
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "hidden" if element.tag not in ("p", "span", "svg", "i") else None
    label = _label(element)
    return next((code for code, pattern in _NAME_RULES if pattern.search(label)), None)
