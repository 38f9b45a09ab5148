"""The changes of each dataset that git remembers, newest first, each with what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from hiraku.changes.differences import TableDifference, difference
from hiraku.changes.states import State, TableState, state
from hiraku.changes.structure.pairing import former_names
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.model import Catalog, Dataset, Resource
from hiraku.reading.files.history import Commit, PastFiles
from hiraku.reading.tables import Tables

# A history is read in full only as far as a page would show it.
SHOWN = 20


class TableChange(Struct, frozen=True):
    """A table in a commit; `difference` is None where nothing is known of it before.

    Of its `state` the cells are forgotten: a history holds no more than two versions at a time.
    `rows` is how many there were, None where that is not known.
    """

    resource: Resource
    state: TableState
    difference: TableDifference | None = None
    rows: int | None = None


class Change(Struct, frozen=True):
    """What a commit changed in a dataset; `first` where git remembers nothing before it.

    `commit` is empty for a dataset that git does not know: then nothing but the date is told.
    `moment` is the commit's time (RFC 3339). The
    versions are those of the descriptor, where it changed.
    """

    date: str
    commit: str = ""
    first: bool = False
    moment: str = ""
    version: str | None = None
    version_before: str | None = None
    redescribed: bool = False
    tables: tuple[TableChange, ...] = ()

    @property
    def compatible(self) -> bool:
        return all(table.difference is None or table.difference.compatible for table in self.tables)

    @property
    def doubtful(self) -> tuple[Judgement, ...]:
        """What readers should look at, though nothing is certain to break."""
        return tuple(
            judged
            for table in self.tables
            if table.difference
            for judged in table.difference.doubtful
        )

    @property
    def breaking(self) -> tuple[Judgement, ...]:
        return tuple(
            judged
            for table in self.tables
            if table.difference
            for judged in table.difference.breaking
        )

    @property
    def of_data(self) -> bool:
        """Tell whether rows or columns came, went or have other values."""
        return self.first or any(
            table.difference is not None and table.difference.of_data for table in self.tables
        )

    @property
    def words_only(self) -> bool:
        """Tell whether only the description was mended: several times in a day are told as one."""
        same = not any(table.difference for table in self.tables)
        return self.redescribed and not self.first and same and self.version == self.version_before

    @property
    def replaced(self) -> bool:
        """Tell whether a file has other bytes than before."""
        return self.first or any(
            table.difference is not None and table.difference.replaced for table in self.tables
        )

    @property
    def noticed(self) -> bool:
        """Tell whether a reader of the data or of its description would notice it."""
        defined = any(table.difference and table.difference.redefined for table in self.tables)
        return self.of_data or self.redescribed or defined

    @property
    def told(self) -> bool:
        """Tell whether there is anything to say of it."""
        differing = any(table.difference for table in self.tables)
        return self.first or self.redescribed or differing


def timeline(
    catalog: Catalog, history: Sequence[Commit], tables: Tables
) -> Mapping[str, tuple[Change, ...]]:
    """Return the changes of each dataset by its id; of none where there is no history."""
    if not history:
        return {}
    with PastFiles(tables.root) as past:
        return {
            dataset.id: tuple(_changes(dataset, own, past, tables))
            for dataset, own in own_commits(catalog, history)
        }


def own_commits(
    catalog: Catalog, history: Sequence[Commit]
) -> Iterator[tuple[Dataset, list[Commit]]]:
    """Yield each dataset with the commits that touched it, newest first."""
    touching = _touching(history)
    for dataset in catalog.datasets:
        yield dataset, [history[place] for place in _own(dataset, touching)]


def last_noticed(changes: Sequence[Change]) -> Change | None:
    """Return the newest change that readers notice; None where only the oldest are known."""
    return next((change for change in changes if change.commit and change.noticed), None)


def last_replaced(changes: Sequence[Change]) -> Change | None:
    """Return the newest change that put another file in the place of one, or brought the first."""
    return next((change for change in changes if change.commit and change.replaced), None)


def _touching(history: Sequence[Commit]) -> Mapping[str, set[int]]:
    """Return the places in the history of the commits that touched each folder or schema."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for place, commit in enumerate(history):
        for file in commit.files:
            places["/".join(file.split("/")[:2])].add(place)
    return places


def _own(dataset: Dataset, touching: Mapping[str, set[int]]) -> list[int]:
    """Return the places of the commits that touched a dataset or a schema of it, newest first.

    What happened to a schema before the dataset came is none of its changes.
    """
    folders = (dataset.folder.name, *former_names(dataset.descriptor))
    of_folder = set().union(*(touching.get(f"datasets/{name}", set()) for name in folders))
    schemas = [resource.schema for resource in dataset.resources if resource.schema]
    files = [schema.origin.file for schema in schemas]
    files += [
        f"schemas/{name}.yaml" for schema in schemas for name in former_names(schema.descriptor)
    ]
    of_schemas = (touching.get(file, set()) for file in files)
    oldest = max(of_folder, default=-1)
    return sorted(place for place in of_folder.union(*of_schemas) if place <= oldest)


def _changes(
    dataset: Dataset, own: Sequence[Commit], past: PastFiles, tables: Tables
) -> Iterator[Change]:
    """Yield what there is to tell; a dataset that came once and stayed is not read at all."""
    if len(own) <= 1:
        yield from (Change(only.date, only.id, first=True, moment=only.moment) for only in own)
        return
    states = (
        (own_commit, state(dataset, own_commit.id, past, tables)) for own_commit in own[: SHOWN + 1]
    )
    (commit, after), mended = next(states), ""
    for earlier, before in states:
        change = change_between(dataset, commit, after, before)
        if change.told and not (change.words_only and change.date == mended):
            yield change
        mended = change.date if change.words_only else ""
        commit, after = earlier, before  # and none is held beside these two
    if len(own) <= SHOWN:
        yield change_between(dataset, commit, after, None)


def change_between(dataset: Dataset, commit: Commit, after: State, before: State | None) -> Change:
    """Return what differs between two states, the later being that of a commit."""
    redescribed = before is not None and not before.described_like(after)
    return Change(
        commit.date,
        commit.id,
        first=before is None,
        moment=commit.moment,
        version=after.version if redescribed else None,
        version_before=before.version if before and redescribed else None,
        redescribed=redescribed,
        tables=tuple(
            TableChange(
                resource, now.without_cells(), _between(resource, before, place, now), now.rows
            )
            for place, (resource, now) in enumerate(
                zip(dataset.resources, after.tables, strict=True)
            )
        ),
    )


def _between(
    resource: Resource, before: State | None, place: int, now: TableState
) -> TableDifference | None:
    if before is None:
        return None
    key = resource.schema.primary_key if resource.schema else ()
    return difference(before.tables[place], now, key)
