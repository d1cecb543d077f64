"""From text to tokens, forms, lemmas and stems."""
