"""Where addresses of before lead to now: `renamedFrom` of datasets, resources and schemas.

A page that moved is a page that says so; a file that moved is told to the server, for nothing else
can send a program on (`redirects.json`, `_redirects`, nginx).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from msgspec.structs import replace

from hiraku.changes.structure.pairing import former_names
from hiraku.model import Catalog, Dataset, Schema
from hiraku.publishing.site import links, uuids

_SHOW = "package_show"
_API_VERSIONS = ("3/", "")
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{absolute}">
<meta http-equiv="refresh" content="0; url={relative}">
</head>
<body>
<h1>{title}</h1>
<p><a href="{relative}">{absolute}</a></p>
</body>
</html>
"""


def redirects(catalog: Catalog, paths: Iterable[str]) -> Mapping[str, str]:
    """Return where each former file of the site leads; a file that is there leads nowhere else."""
    present = set(paths)
    targets: dict[str, str] = {}
    for path in sorted(present):
        for old in _former(path, catalog):
            if old not in present:
                targets.setdefault(old, path)
    answers = _answers(catalog)
    targets |= {old: new for old, new in answers if old not in present and new in present}
    for old, new in catalog.redirects.items():
        source, target = (links.file(address.lstrip("/")) for address in (old, new))
        if source not in present and target in present:
            targets[source] = target
    return targets


def _answers(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield where the answers about a dataset stood under a former id, and its UUID of then."""
    for dataset in catalog.datasets:
        for old in former_names(dataset.descriptor):
            then = replace(dataset, id=old)
            for version in _API_VERSIONS:
                for former, present in (
                    (old, dataset.id),
                    (uuids.dataset(then, catalog), uuids.dataset(dataset, catalog)),
                ):
                    show = (links.action(_SHOW, name, version) for name in (former, present))
                    before, now = map(links.file, show)
                    yield before, now


def _former(path: str, catalog: Catalog) -> Iterator[str]:
    """Yield each address that a file had under a former name."""
    plain = links.at_root(path, catalog.languages)
    language, parts = path.removesuffix(plain), plain.split("/")
    if len(parts) < 3 or "preview" in parts:  # noqa: PLR2004 - list, name, file
        return
    kind, name, *rest = parts
    if kind == "datasets" and (dataset := catalog.dataset(name)):
        yield from _under_former_columns(path, dataset)
        for inside in (tuple(rest), *_under_former_resources(dataset, rest)):
            for old in (name, *former_names(dataset.descriptor)):
                yield language + "/".join((kind, old, *_file(inside, name, old)))
    elif kind == "schemas" and (schema := catalog.schemas.get(name)):
        for old in former_names(_tree(schema)):
            yield language + "/".join((kind, old, *_file(tuple(rest), name, old)))


def _tree(schema: Schema) -> Mapping[str, object]:
    return schema.descriptor


def _file(parts: tuple[str, ...], name: str, old: str) -> tuple[str, ...]:
    """Return the path within a folder, where a file is called like the folder itself."""
    *folders, file = parts
    stem, dot, suffix = file.partition(".")
    return (*folders, f"{old}{dot}{suffix}" if stem == name else file)


def _under_former_resources(dataset: Dataset, rest: list[str]) -> Iterator[tuple[str, ...]]:
    *folders, file = rest
    for resource in dataset.resources:
        for old in former_names(resource.descriptor):
            if file.startswith(f"{resource.name}."):
                yield (*folders, old + file.removeprefix(resource.name))


def _under_former_columns(path: str, dataset: Dataset) -> Iterator[str]:
    """Yield where a table stood with the former names of its columns, as long as that was kept."""
    for resource in dataset.resources:
        fields = resource.schema.fields if resource.schema else ()
        if path == links.file(links.download(dataset, resource, "csv")) and any(
            former_names(field.descriptor) for field in fields
        ):
            yield links.file(links.download(dataset, resource, "former-names.csv"))


def moved_page(old: str, new: str, catalog: Catalog, base_url: str) -> str:
    """Return the page that stands at an address of before and leads on."""
    target = new.removesuffix("index.html")
    folder = old.partition("/")[0]
    language = folder if folder in catalog.languages[1:] else catalog.language
    return _PAGE.format(
        language=language,
        title=escape(catalog.title.in_language(language)),
        absolute=escape(links.absolute(base_url, target)),
        relative=escape(links.relative(target, old.removesuffix("index.html"))),
    )
