"""The French conformance suite, asked of engines through one small port."""
