"""Where a resource stands among thousands, without looking through all of them each time."""

from __future__ import annotations

from msgspec import Struct, field

from hiraku.model import Dataset, Resource


class ResourcePositions(Struct, frozen=True):
    """Positions of resources by what they are; each dataset is gone through once."""

    _known: dict[int, tuple[Dataset, dict[int, int], dict[int, int]]] = field(default_factory=dict)

    def of(self, dataset: Dataset, resource: Resource) -> int:
        """Return which of the dataset's resources it is, counted from 0."""
        _, resources, _ = self._positions(dataset)
        known = resources.get(id(resource))
        return dataset.resources.index(resource) if known is None else known

    def listed(self, dataset: Dataset, resource: Resource) -> int:
        """Return where it stands in the descriptor, which may list others before it."""
        _, _, trees = self._positions(dataset)
        known = trees.get(id(resource.descriptor))
        return self.of(dataset, resource) if known is None else known

    def _positions(self, dataset: Dataset) -> tuple[Dataset, dict[int, int], dict[int, int]]:
        if id(dataset) not in self._known:
            resources = {id(resource): at for at, resource in enumerate(dataset.resources)}
            listed = dataset.descriptor.get("resources", ())
            trees = {id(tree): at for at, tree in enumerate(listed)}
            self._known[id(dataset)] = dataset, resources, trees
        return self._known[id(dataset)]
