"""Git repositories for the tests."""

import os
import subprocess


def git(folder, *arguments, day="2022-01-01"):
    """Run git as nobody in particular, at noon of a day, without the machine's settings."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": "2001-01-01T12:00:00+09:00",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00+09:00",
    }
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "n", f"GIT_{role}_EMAIL": "n@example.org"}
    subprocess.run(["git", "-C", str(folder), *arguments], env=environment, check=True)
