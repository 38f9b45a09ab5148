"""JUnit's XML, which build servers show: a suite for each dataset, a test for each finding.

An error is a failed test; a warning is a passed one that says it. A dataset without any finding is
one test that passed. There is no standard; this is what its readers have in common:
<https://github.com/testmoapp/junitxml>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, tostring

from hiraku.explanations import explanation, told
from hiraku.problems import Place, Problem, Report, Severity
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import utf8, visible

_REST = "catalog"


def _write(report: Report, out: TextIO, language: str) -> None:
    root = Element("testsuites", name="hiraku")
    for name, problems in _suites(report):
        _suite(root, name, problems, language)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(ElementTree(root))
    utf8(out).write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(tostring(root, encoding="unicode") + "\n")


def _suites(report: Report) -> Iterator[tuple[str, Iterable[Problem]]]:
    """Yield the findings of each dataset, and those of no dataset."""
    of_datasets = set()
    for name, part in report.parts.items():
        of_datasets |= {_key(problem) for problem in part.problems}
        yield name, part.problems
    rest = [problem for problem in report.problems if _key(problem) not in of_datasets]
    if rest or not report.parts:
        yield _REST, rest


def _key(problem: Problem) -> tuple[str, Place, str | None]:
    return problem.id, problem.place, problem.hint


def _suite(root: Element, name: str, problems: Iterable[Problem], language: str) -> None:
    suite = SubElement(root, "testsuite", name=visible(name))
    for problem in problems:
        _finding(suite, problem, language)
    if not len(suite):
        SubElement(suite, "testcase", classname=visible(name), name=visible(name))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", "0")


def _finding(suite: Element, problem: Problem, language: str) -> None:
    place = problem.examples[0].place if problem.examples else problem.place
    file, number = visible(place.file), place.line or place.row or 1
    title = f"{problem.id}: {explanation(problem.id, language).title}"
    case = SubElement(suite, "testcase", classname=file, name=title, file=file, line=str(number))
    finding, cure = (visible(told(problem, part, language)) for part in ("found", "cure"))
    text = f"{file}:{number}\n{finding}\n{cure}"
    if problem.severity is Severity.ERROR:
        SubElement(case, "failure", type=problem.id, message=finding).text = text
    else:
        SubElement(case, "system-out").text = text


report_format = ReportFormat(_write)
