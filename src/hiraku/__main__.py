"""The door: whatever keeps hiraku from being loaded is a stop, never the 1 of a finding."""

import sys
from typing import NoReturn

CANNOT_GO_ON = 3


def main() -> NoReturn:
    """Load the command line and run it; exit with 3 where it cannot even be loaded."""
    try:
        from hiraku.cli import main as run  # noqa: PLC0415 - to be loaded is what may fail
    except Exception as error:  # noqa: BLE001 - a damaged installation raises anything
        sys.stderr.write(f"hiraku: {error!r}\n")
        sys.exit(CANNOT_GO_ON)
    run()


if __name__ == "__main__":
    main()
