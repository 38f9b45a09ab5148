"""One page of HTML that needs nothing else: no script, no font, no address to fetch.

For a mail to an official, or a file that a workflow keeps. Every text from the data is escaped.
"""

from __future__ import annotations

from typing import TextIO

from markupsafe import Markup

from hiraku.explanations import explanation, told
from hiraku.languages import say
from hiraku.problems import Problem, Report
from hiraku.reporting.counted import verdict
from hiraku.reporting.other_cells import proposals
from hiraku.reporting.placed import placed
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import utf8, visible

_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.7 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ font-size: 1.1rem; line-height: 1.4; margin: 0 0 .5rem; }}
article {{ border: 1px solid #8888; border-left: .4rem solid #b45309; border-radius: .3rem; padding: 1rem; margin: 1rem 0; }}
article.error {{ border-left-color: #c81e1e; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{verdict}</p>
{findings}
</main>
</body>
</html>
""")  # noqa: E501 - a line of CSS is a rule
_FINDING = Markup("""\
<article class="{severity}">
<h2>{grave}: {title} <code>{id}</code></h2>
<p>{found}</p>
<dl>
{rows}
</dl>
</article>
""")
_ROW = Markup("<dt>{name}</dt><dd>{text}</dd>")


def _write(report: Report, out: TextIO, language: str) -> None:
    findings = Markup("").join(_finding(problem, language) for problem in report.problems)
    title = say(language, "reports.title")
    told_of = {"title": title, "verdict": verdict(report, language), "findings": findings}
    utf8(out).write(_PAGE.format(language=language, **told_of))


def _finding(problem: Problem, language: str) -> Markup:
    place = problem.examples[0].place if problem.examples else problem.place
    texts = {"place": placed(place, language), "cure": told(problem, "cure", language)}
    if problem.total > 1:
        texts["times"] = f"{problem.total:,}"
    rows = [(say(language, f"reports.{key}"), text) for key, text in texts.items()]
    rows += [(say(language, "reports.also"), text) for text in proposals(problem, language)]
    return _FINDING.format(
        severity=problem.severity,
        grave=say(language, f"reports.{problem.severity}"),
        title=explanation(problem.id, language).title,
        id=problem.id,
        found=visible(told(problem, "found", language)),
        rows=Markup("\n").join(_ROW.format(name=name, text=visible(text)) for name, text in rows),
    )


report_format = ReportFormat(_write)
