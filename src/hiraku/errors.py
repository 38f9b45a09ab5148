"""Bad news about us, not about the data: we cannot go on. The data's faults are Problems."""

from hiraku import languages


class HirakuError(Exception):
    """We cannot go on. `key` names the sentence that says why, `values` fill its blanks.

    Several in one blank are listed as the language does.
    """

    exit_code = 3

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        said = {
            name: languages.filling(value, language) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return languages.say(language, self.key, **said)


class UsageError(HirakuError):
    """The command cannot be carried out as it was given."""

    exit_code = 2


class LibraryError(HirakuError):
    """A library does not call what we put into it, so that its output would lack our part."""

    def __init__(self, library: str) -> None:
        super().__init__("stops.library", library=library)
