from __future__ import annotations

from pathlib import Path

from index.readers import leftover_rules, page_names
from index.readers.interface import LostDate, Reason, Skipped
from index.report import _LEFTOVERS, _REASONS, Report, visible
from search.engines.keeping import GenerationId, Provenance, Receipt


def test_every_reason_and_every_rule_has_its_words() -> None:
    assert set(_REASONS) == set(Reason)
    rules = {rule.code for rule in leftover_rules.PARAGRAPH_RULES} | {"share", "end_blocks"}
    rules |= {code for code, _ in page_names._NAMES} | {"hidden", "navigation"}
    assert rules <= set(_LEFTOVERS)


def test_summary() -> None:
    report = Report()
    report.inputs, report.read = 12, 8000
    report.leftovers.update({"credit": 47, "share": 1})
    for n in range(7):
        report.skip(Skipped(Path(f"{n}.pdf"), Reason.UNKNOWN_KIND), f"{n}.pdf")
    report.skip(Skipped(Path("a.jsonl"), Reason.BAD_RECORD, "ligne 12"), "a.jsonl")
    report.skip(Skipped(Path("b"), Reason.UNREADABLE, params={"error": "Permission denied"}), "b")
    receipt = Receipt(
        generation=GenerationId("000003"), documents=8100, added=7990, replaced=8, removed=1,
        duplicates=("x", "y"), refused=("z",),
    )  # fmt: skip
    assert "\n".join(report.summary(receipt)) == (
        "8\u202f000 articles lus dans 12 fichiers. 7\u202f990 ajoutés\u202f; "
        "l’index compte 8\u202f100 articles (génération 000003).\n"
        "8 remplacés, 1 retiré.\n"
        "2 doublons écartés (même identifiant, le dernier lu reste)\u00a0: x et y.\n"
        "1 refusé, oublié auparavant\u00a0: z.\n"
        "9 écartés\u00a0:\n"
        "  – 7 fichiers d’un type inconnu\u00a0: 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf et 2 autres\n"
        "  – 1 enregistrement mal formé\u00a0: a.jsonl (ligne 12)\n"
        "  – 1 illisible (Permission denied)\u00a0: b\n"
        "Retirés des textes\u00a0: 47 crédits de photo, 1 barre de partage."
    )


def test_what_is_kept_of_a_report_names_nothing() -> None:
    report = Report()
    report.inputs, report.read = 3, 40
    report.leftovers.update({"credit": 47})
    report.skip(Skipped(Path("secret.pdf"), Reason.UNKNOWN_KIND), "secret.pdf")
    report.skip(Skipped(Path("a"), Reason.BAD_FILE, params={"kind": "RSS"}), "secret.xml")
    report.skip(Skipped(Path("b"), Reason.BAD_FILE, params={"kind": "JSON"}), "secret.json")
    report.lose_date(LostDate(Path("c"), "", "jadis"), "secret.csv")
    kept = report.provenance()
    assert kept == Provenance(
        files=3,
        articles=40,
        undatable=1,
        skipped={"unknown_kind": 1, "bad_file": 2},
        leftovers={"credit": 47},
    )
    assert "secret" not in repr(kept)


def test_names_are_bounded() -> None:
    report = Report()
    for n in range(3000):
        report.skip(Skipped(Path("a"), Reason.BAD_RECORD, f"ligne {n}"), "a")
    assert report.skipped == 3000
    assert report.reasons()[0].endswith("et 2\u202f995 autres")


def test_files_are_grouped_by_what_is_said_of_them() -> None:
    report = Report()
    report.skip(Skipped(Path("a"), Reason.BAD_FILE, params={"kind": "JSON"}), "bad.json")
    report.skip(Skipped(Path("b"), Reason.BAD_FILE, params={"kind": "RSS"}), "bad.xml")
    for size in (11, 12):
        params = {"size": size, "limit": 10}
        report.skip(Skipped(Path("c"), Reason.DOCUMENT_TOO_LARGE, params=params), f"{size}.txt")
    assert report.reasons() == [
        "2 articles trop longs (plus de 10 octets)\u00a0: 11.txt et 12.txt",
        "1 fichier mal formé (JSON)\u00a0: bad.json",
        "1 fichier mal formé (RSS)\u00a0: bad.xml",
    ]


def test_what_moves_a_cursor_is_spelt() -> None:
    assert visible("a\x1b[31m\nb\u202ec\u00a0é’") == "a\\x1b[31m\\nb\\u202ec\u00a0é’"
