"""What stands under `datasets/` beside the folders of the datasets.

The checker keeps these names from datasets, and the publisher makes its addresses from them.
"""

# A list of datasets for each value of each of these.
THEME, PUBLISHER, FORMAT, FREQUENCY = FACETS = ("theme", "publisher", "format", "frequency")
# The further parts of a long list.
PARTS = "page"

RESERVED = (*FACETS, PARTS)
