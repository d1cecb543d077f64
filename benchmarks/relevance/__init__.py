"""How well questions are answered: the product beside BM25, on collections with judgements."""
