"""How well questions are answered: the product beside a plain BM25, on collections with judgements."""
