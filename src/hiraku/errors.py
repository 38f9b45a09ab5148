"""Bad news about us, not about the data: we cannot go on. The data's faults are Problems."""


class HirakuError(Exception):
    """We cannot go on. Carries a sentence in Japanese and in English, and an exit code."""

    exit_code = 3

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja = ja
        self.en = en

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.ja


class UsageError(HirakuError):
    """The command cannot be carried out as it was given."""

    exit_code = 2


class LibraryError(HirakuError):
    """A library does not call what we put into it, so that its output would lack our part."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"{library} のこの版は、hiraku の知る動き方をしません。"
            "hiraku の requirements.lock の版を入れてください。",
            f"This version of {library} does not work as hiraku knows it. "
            "Install the version in hiraku's requirements.lock.",
        )
