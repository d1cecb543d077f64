"""Everything that can go wrong and is said to a person.

    ManchetteError
    ├── InvalidRequest        a parameter of a request is wrong (400)
    ├── UnknownDocument       no such article (404)
    ├── PlanTooCostly         a plan would read more than the budget (422)
    ├── DeadlineExceeded      the answer took too long (503)
    ├── IndexProblem          something is wrong with the index
    │   ├── NoIndex           there is none yet (503)
    │   ├── IndexDamaged      a file is not what the manifest says (503)
    │   ├── IndexBusy         another writer is at work
    │   └── StillHeld         forgotten, but a process still holds the old generation
    ├── NotEnoughDisk         the build would not fit
    ├── BackupDamaged         what should be restored is not a whole backup
    └── InvalidInput          a PATH or an option of a command is wrong

Each message is a French sentence that says what happened, where, and what to do.
"""

from __future__ import annotations

from search.french import french


class ManchetteError(Exception):
    """Base of every error that is shown to a person.

    Attributes:
        sentence: what is said, in French, its `{parameters}` not yet put in: whoever speaks
            another language looks it up.
        parameters: what is put into it; a sentence without any is said as it is.
    """

    def __init__(self, sentence: str = "", **parameters: object) -> None:
        self.sentence = sentence
        self.parameters = parameters
        super().__init__(french(sentence).format(**parameters) if parameters else sentence)


class InvalidRequest(ManchetteError):
    """A parameter of a request is wrong.

    Attributes:
        parameter: its name in the address.
        limit: the limit it breaks, if there is one.
    """

    def __init__(
        self, parameter: str, sentence: str, limit: int | None = None, **parameters: object
    ) -> None:
        super().__init__(sentence, **parameters)
        self.parameter = parameter
        self.limit = limit


class UnknownDocument(ManchetteError):
    """No article has this id."""


class PlanTooCostly(ManchetteError):
    """A plan would read more postings and positions than the budget.

    Attributes:
        word: the word that costs most.
    """

    def __init__(self, word: str, sentence: str) -> None:
        super().__init__(sentence, word=word)
        self.word = word


class DeadlineExceeded(ManchetteError):
    """The answer was not ready in time."""


class IndexProblem(ManchetteError):
    """Base of what is wrong with an index."""


class NoIndex(IndexProblem):
    """There is no index in this folder yet."""


class IndexDamaged(IndexProblem):
    """A file of the index is missing or is not what its manifest says.

    Attributes:
        file: its path relative to the index.
    """

    def __init__(self, file: str, message: str) -> None:
        super().__init__(message)
        self.file = file


class IndexBusy(IndexProblem):
    """Another writer holds the lock."""


class StillHeld(IndexProblem):
    """What was forgotten is out of the index, but a process still holds older files open."""


class NotEnoughDisk(ManchetteError):
    """The disk has not the room that the build needs."""


class BackupDamaged(ManchetteError):
    """What should be restored is not a backup, or not a whole one."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"La sauvegarde ne peut pas être restaurée\u00a0: {what}. Rien n’a changé."
        )


class InvalidInput(ManchetteError):
    """A PATH or an option given to a command is wrong."""
