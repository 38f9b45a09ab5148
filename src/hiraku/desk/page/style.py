"""The look of the desk: the system's fonts and colours, wide targets, no motion."""

STYLE = """\
:root { color-scheme: light dark; --edge: #6b7280; --accent: #1d4ed8; --error: #c81e1e; --warning: #b45309; }
@media (prefers-color-scheme: dark) { :root { --accent: #93b4ff; --error: #ff9b9b; --warning: #fbbf24; --edge: #9ca3af; } }
body { font: 1rem/1.7 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.4; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
label, legend { font-weight: 600; display: block; margin-top: 1rem; }
input[type=text], select { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid var(--edge); border-radius: .3rem; }
input[type=file] { font: inherit; padding: .5rem 0; max-width: 100%; }
button, .button { font: inherit; display: inline-block; min-height: 2.75rem; box-sizing: border-box; padding: .5rem 1rem; margin: 1rem .5rem 0 0; border: 1px solid var(--accent); border-radius: .3rem; text-decoration: none; color: var(--accent); background: transparent; cursor: pointer; }
button.main { background: var(--accent); color: Canvas; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--edge); padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { white-space: nowrap; }
.error { color: var(--error); font-weight: 600; }
.warning { color: var(--warning); font-weight: 600; }
[role=alert] { border-left: .4rem solid var(--error); padding: .5rem 1rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border: 1px solid var(--edge); border-radius: .3rem; padding: 1rem; }
"""  # noqa: E501 - a line of CSS is a rule
