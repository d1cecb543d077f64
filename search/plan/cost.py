"""What a plan may cost."""

from __future__ import annotations

PREFIX_FORMS = 1000
"""Most forms that a prefix stands for: in 200,000 articles, nearly all prefixes of four letters."""
