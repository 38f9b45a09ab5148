"""What stands under `datasets/` beside the folders of the datasets.

The checker keeps these names from datasets, and the publisher makes its addresses from them. Names
that Windows keeps for itself are no names of files either.
"""

import re

# A list of datasets for each value of each of these.
THEME, PUBLISHER, FORMAT, FREQUENCY, YEAR = LISTED = (
    "theme",
    "publisher",
    "format",
    "frequency",
    "year",
)
# What has no theme is listed as one whose name no theme of a catalog can have.
NO_THEME = "_others"
# The pages of the municipalities are the lists of what there is for each.
MUNICIPALITY = "municipality"
FACETS = (*LISTED, MUNICIPALITY)
# The further parts of a long list.
PAGE = "page"

RESERVED = (*LISTED, PAGE)

# Windows takes these for devices, with any suffix (Naming Files, Paths, and Namespaces).
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)


def is_device(name: str) -> bool:
    """Tell whether Windows takes a name, with any suffix, for a device."""
    return bool(_DEVICE.fullmatch(name))


def is_portable(name: str) -> bool:
    """Tell whether Windows keeps a file under this name, as part of a path."""
    return not is_device(name) and name.rstrip(" .") == name
