"""The door: whatever keeps hiraku from being loaded is a stop, never the 1 of a finding."""

import sys
from typing import NoReturn

CANNOT_GO_ON = 3
# Locks of files, which Python has on Linux and macOS alone.
OF_UNIX = "fcntl"


def main() -> NoReturn:
    """Load the command line and run it; exit with 3 where it cannot even be loaded."""
    try:
        from hiraku.cli import main as run  # noqa: PLC0415 - to be loaded is what may fail
    except Exception as error:  # noqa: BLE001 - a damaged installation raises anything
        sys.stderr.write(f"hiraku: {_reason(error)}\n")
        sys.exit(CANNOT_GO_ON)
    run()


def _reason(error: Exception) -> str:
    """Return why hiraku cannot be loaded, in words where it is the system that lacks something."""
    if isinstance(error, ModuleNotFoundError) and error.name == OF_UNIX:
        from hiraku.commands.help import language_asked  # noqa: PLC0415 - only here
        from hiraku.languages import say  # noqa: PLC0415 - the same

        return say(language_asked(), "stops.no-unix", module=error.name)
    return repr(error)


if __name__ == "__main__":
    main()
