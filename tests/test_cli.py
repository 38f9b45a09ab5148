"""The command line as a user meets it: exit codes, languages, and no traceback."""

import errno
import io
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from catalogs import (
    CONFIGURATION,
    NAMES,
    configure,
    fingerprint,
    lay_out,
    read_case,
    run,
)
from click import Context
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from hiraku.cli import cli
from hiraku.commands.terminal.progress import Progress
from hiraku.commands.terminal.watching import state
from hiraku.machine_faults import of_the_machine


def hiraku(*arguments, folder, **environment):
    return subprocess.run(
        [sys.executable, "-m", "hiraku", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "ja_JP.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def catalog(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    return tmp_path


def spoil(catalog):
    path = catalog / "datasets" / "cards" / "cards.csv"
    path.write_text(path.read_text("utf-8").replace("46.8", "46.8%"), encoding="utf-8")


def test_nothing_wrong_is_exit_0(catalog):
    done = hiraku("check", folder=catalog)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("問題はありません。\n")


def test_a_problem_is_exit_1(catalog):
    spoil(catalog)
    assert hiraku("check", folder=catalog).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "nowhere"], "「nowhere」がありません。"),
        (["explain", "type-eror"], "「type-error」ではありませんか。"),
        (["check", "datasets/cards/cards.csv", "--schema", "x.yaml"], "「x.yaml」がありません。"),
        (["build", "--frobnicate"], "「--frobnicate」というオプションはありません。使い方は"),
        (["chek"], "「chek」というコマンドはありません。「check」ではありませんか。"),
        (["withdraw"], "「DATASET」がありません。"),
        (["check", "--format", "x"], "「--format」に書けるのは、concise、"),
        (["check", "--header-row", "0"], "「--header-row」には 1 以上の整数を"),
        (["serve", "--port", "x"], "「--port」には 0 から 65535 までの整数を"),
        (["serve", "--port", "65536"], "「--port」には 0 から 65535 までの整数を"),
        (["desk", "--port", "-1"], "「--port」には 0 から 65535 までの整数を"),
        (["build", "a"], "コマンドの書き方に誤りがあります（"),
    ],
)
def test_wrong_usage_is_exit_2_with_a_sentence(catalog, arguments, sentence):
    done = hiraku(*arguments, folder=catalog)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_catalog_is_exit_2(tmp_path):
    done = hiraku("check", folder=tmp_path)
    assert done.returncode == 2
    assert "datasets フォルダーのあるフォルダーで実行するか、hiraku init で" in done.stderr


def test_a_catalog_without_configuration_cannot_be_built(catalog):
    (catalog / "mkdocs.yml").unlink()
    done = hiraku("build", folder=catalog)
    assert done.returncode == 2
    assert "mkdocs.yml がない" in done.stderr


def test_an_unknown_option_in_the_configuration_names_the_nearest(catalog):
    text = CONFIGURATION.replace("[hiraku]", "[{hiraku: {memory_limits: 1GB}}]")
    (catalog / "mkdocs.yml").write_text(text, encoding="utf-8")
    for command in ("check", "build"):
        done = hiraku(command, folder=catalog)
        assert done.returncode == 2, command
        assert "memory_limit" in done.stderr


def test_a_disk_that_cannot_be_written_is_exit_3(catalog):
    done = hiraku("build", "--site-dir", "/proc/nowhere/site", folder=catalog)
    assert done.returncode == 3
    assert "公開先のフォルダーを作れません: /proc/nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_even_be_loaded_is_no_finding(tmp_path):
    """Python would end with 1, which says that data are wrong."""
    broken = "import sys; sys.modules['click'] = None; from hiraku.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", broken], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr.startswith("hiraku: ModuleNotFoundError(")
    assert done.stderr.count("\n") == 1


def test_a_library_that_cannot_be_loaded_for_the_machine_is_no_fault_of_ours():
    """As the loader says it of a disk that cannot be read, or of too many open files."""
    said = "/lib/libz.so.1: cannot read file data: Input/output error"
    assert "/lib/libz.so.1" in of_the_machine(ImportError(said), "ja")
    assert of_the_machine(ImportError("No module named 'x'"), "ja") is None


def test_a_disk_that_fails_where_a_file_is_opened_is_no_fault_of_hiraku():
    said = of_the_machine(io.UnsupportedOperation("File or stream is not seekable."), "ja")
    assert said == of_the_machine(OSError(errno.EIO, "x"), "ja")


def test_the_error_of_a_disk_in_that_of_a_library_is_the_machine_s(tmp_path):
    for out in (str(tmp_path / "none" / "t.xlsx"), str(tmp_path)):
        with pytest.raises(FileCreateError) as caught, Workbook(out):
            pass
        assert of_the_machine(caught.value, "ja") == of_the_machine(caught.value.args[0], "ja")
    assert of_the_machine(ValueError("x"), "ja") is None


def test_a_fault_of_our_own_is_exit_70_and_says_so(catalog):
    broken = "import hiraku.checking.dataset_judge as c; c.match_labels = None"
    broken += "; from hiraku.cli import main"
    for debug, traced in (([], False), (["--debug"], True)):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                f"import sys; {broken}; main()",
                *debug,
                "--lang",
                "ja",
                "check",
            ],
            cwd=catalog,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 70
        assert "hiraku 自身の不具合です" in done.stderr
        assert ("Traceback" in done.stderr) is traced


def test_a_traceback_is_shown_as_safely_as_anything_else(tmp_path):
    named = "a\x1b[31m\n::error::b"
    done = hiraku("--debug", "check", named, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert "\x1b" not in done.stderr
    assert not any(line.startswith("::") for line in done.stderr.splitlines())


@pytest.mark.parametrize(
    ("locale", "asked", "word"),
    [
        ("ja_JP.UTF-8", [], "誤り"),
        ("C", [], "誤り"),
        ("en_GB.UTF-8", [], "error ["),
        ("en_US.UTF-8", ["--lang", "ja"], "誤り"),
        ("ja_JP.UTF-8", ["--lang", "en"], "error ["),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_locale_then_japanese(
    catalog, locale, asked, word
):
    spoil(catalog)
    done = hiraku(*asked, "check", folder=catalog, LC_ALL=locale, PYTHONUTF8="1")
    assert word in done.stdout
    assert "[type-error]" in done.stdout


@pytest.mark.parametrize(
    ("locale", "arguments", "usage"),
    [
        ("ja_JP.UTF-8", ["check", "--help"], "使い方: hiraku check"),
        ("en_GB.UTF-8", ["check", "--help"], "Usage: hiraku check"),
        ("ja_JP.UTF-8", ["--lang", "en", "check", "--help"], "Usage: hiraku check"),
        ("ja_JP.UTF-8", ["--help", "--lang", "en"], "Usage: hiraku"),
        ("C", ["-h"], "使い方: hiraku"),
    ],
)
def test_help_speaks_the_language_of_messages_and_no_other(catalog, locale, arguments, usage):
    done = hiraku(*arguments, folder=catalog, LC_ALL=locale, PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(usage)
    assert ("Options:" in done.stdout) == usage.startswith("Usage")
    assert ("オプション:" in done.stdout) != usage.startswith("Usage")


def test_help_is_shown_where_nothing_is_asked_for(catalog):
    done = hiraku(folder=catalog)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("使い方: hiraku [OPTIONS] COMMAND")


def test_one_is_not_told_as_many(catalog):
    path = catalog / "datasets" / "cards" / "cards.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    done = hiraku("--lang", "en", "check", "datasets/cards", folder=catalog)
    assert done.stdout == "Checked 1 dataset, 1 row, 6 cells. Nothing is wrong.\n"


def test_one_dataset_can_be_checked_alone(catalog):
    spoil(catalog)
    assert hiraku("check", "datasets/cards", folder=catalog).returncode == 1
    assert hiraku("check", "datasets/municipalities", folder=catalog).returncode == 0
    assert (
        hiraku("check", "datasets/municipalities/municipalities.csv", folder=catalog).returncode
        == 0
    )


def test_a_pipe_that_closes_early_is_no_fault(catalog):
    spoil(catalog)
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m hiraku explain | true; exit ${{PIPESTATUS[0]}}"],
        cwd=catalog,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (141, "")


def test_closed_streams_and_a_poor_encoding_are_no_fault(catalog):
    for how in (">&-", "<&- >&- 2>&-", "| cat"):
        said = (
            f"PYTHONIOENCODING=ascii {sys.executable} -m hiraku --lang ja explain blank-row {how}"
        )
        done = subprocess.run(["bash", "-o", "pipefail", "-c", said], cwd=catalog, check=False)
        assert done.returncode == 0, how


def test_a_build_of_wrong_data_leaves_the_site_as_it_was(catalog):
    assert hiraku("build", folder=catalog).returncode == 0
    before = fingerprint(catalog / "build" / "site")
    spoil(catalog)
    done = hiraku("build", folder=catalog)
    assert done.returncode == 1
    assert "公開していません。サイトは前のままです。" in done.stdout
    assert fingerprint(catalog / "build" / "site") == before


def test_a_build_that_runs_out_of_disk_leaves_the_site_as_it_was(catalog):
    assert hiraku("build", folder=catalog).returncode == 0
    before = fingerprint(catalog / "build" / "site")
    limited = f"ulimit -f 8; exec {sys.executable} -m hiraku --lang ja build"
    done = subprocess.run(
        ["bash", "-c", limited], cwd=catalog, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "続けられません" in done.stderr
    assert "Traceback" not in done.stderr
    assert fingerprint(catalog / "build" / "site") == before


def test_progress_is_told_on_a_terminal(monkeypatch):
    leader, follower = pty.openpty()
    monkeypatch.setattr(sys, "stderr", os.fdopen(follower, "w"))
    with Progress("ja") as told:
        told.began -= 2
        told(3, 18, "kpi")
    sys.stderr.close()
    assert "検査中 3/18 kpi" in os.read(leader, 1000).decode()
    os.close(leader)


FAILING = [name for name in NAMES if read_case(name)["exit"] and "args" not in read_case(name)]


@pytest.mark.parametrize("name", FAILING)
def test_no_failing_case_changes_the_published_site(name, tmp_path, monkeypatch, capsys):
    lay_out(name, tmp_path)
    configure(tmp_path)
    site = tmp_path / "build" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("published before", encoding="utf-8")
    (site / "SHA256SUMS").write_text("", encoding="utf-8")
    before = fingerprint(site)
    code, out, _ = run(["build"], tmp_path, monkeypatch, capsys)
    assert code == 1
    assert "公開していません" in out
    assert fingerprint(site) == before


@pytest.fixture
def watched(catalog):
    """Start to watch the catalog's check, which is left to be stopped."""
    spoil(catalog)
    command = [sys.executable, "-m", "hiraku", "--lang", "en", "check", "--watch", "-q"]
    with subprocess.Popen(
        command, cwd=catalog, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        process_group=0,
    ) as process:  # fmt: skip
        yield process
        process.kill()


def test_a_watched_check_is_made_again_when_a_file_changes_and_ends_with_ctrl_c(watched, catalog):
    assert "Ctrl-C" in watched.stderr.readline()
    path = catalog / "datasets" / "cards" / "cards.csv"
    path.write_text(path.read_text("utf-8").replace("46.8%", "46.7"), encoding="utf-8")
    assert "Ctrl-C" in watched.stderr.readline()
    os.killpg(watched.pid, signal.SIGINT)
    out, _ = watched.communicate(timeout=60)
    assert out.count("error [type-error]") == 1
    assert watched.returncode == 130


def test_what_a_watched_check_writes_and_what_lies_beside_a_file_starts_none(tmp_path):
    def looked(*names, **options):
        none = dict.fromkeys(("schema", "dialect", "output"))
        paths = tuple(tmp_path / name for name in names)
        return {Path(path).name for path in state(paths, {**none, **options})}

    output = tmp_path / "report.html"
    for name in ("a.xlsx", "datapackage.json", "data.csv", "dialect.json", output.name):
        (tmp_path / name).write_text("{}", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "large.csv").touch()
    package = {"a.xlsx", "datapackage.json", "data.csv", "dialect.json", "large.csv"}
    assert looked("datapackage.json", output=output) == package
    assert looked("datapackage.json") == {*package, output.name}
    assert looked("a.xlsx") == {"a.xlsx"}
    given = {"schema": tmp_path / "datapackage.json", "dialect": tmp_path / "dialect.json"}
    assert looked("data.csv", **given) == {"data.csv", "datapackage.json", "dialect.json"}


def test_standard_input_cannot_be_watched(catalog):
    done = hiraku("check", "--watch", "-", "--schema", "schemas/cards.yaml", folder=catalog)
    assert done.returncode == 2
    assert "--watch" in done.stderr


@pytest.mark.parametrize(
    ("typed", "place", "offered"),
    [
        ("hiraku ch", 1, ["changes", "check"]),
        ("hiraku check --form", 2, ["--format"]),
        ("hiraku check --format js", 3, ["json"]),
    ],
)
def test_a_shell_completes_commands_options_and_choices(typed, place, offered, catalog):
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(place), "_HIRAKU_COMPLETE": "zsh_complete"}
    lines = hiraku(folder=catalog, **asked).stdout.splitlines()
    assert lines[1::3] == offered
    assert not [line for line in lines[2::3] if "help." in line]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_of_man_holds_every_command_and_option_and_is_sound_roff(language, catalog):
    page = hiraku("--lang", language, "man", folder=catalog).stdout
    context = Context(cli)
    for name, command in cli.commands.items():
        assert f'.SS "hiraku {name} ' in page
        for option in (spelt for known in command.get_params(context) for spelt in known.opts):
            assert option.replace("-", "\\-") in page or not option.startswith("-")
    if groff := shutil.which("groff"):
        judge = [groff, "-man", "-Kutf8", "-Tutf8", "-ww", "-z"]
        judged = subprocess.run(judge, input=page, capture_output=True, text=True, check=True)
        assert judged.stderr == ""


@pytest.fixture
def serving(catalog):
    """Return a function that starts to serve the catalog and returns the process and its port."""
    started = []

    def start(*arguments):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "hiraku", *arguments, "serve", "--port", str(port)]
        process = subprocess.Popen(
            command, cwd=catalog, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process, port

    yield start
    for process in started:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ja", "http://127.0.0.1:{}/ で見られます。Ctrl-C で終わります。\n"),
        ("en", "Look at http://127.0.0.1:{}/. Ctrl-C stops it.\n"),
    ],
)
def test_serve_tells_the_address_at_which_it_answers(serving, language, sentence):
    process, port = serving("--lang", language)
    assert process.stdout.readline() == sentence.format(port)
    with urlopen(f"http://127.0.0.1:{port}/quality/") as answer:
        assert answer.status == 200


def test_serve_reports_in_the_language_asked_for(serving, catalog):
    spoil(catalog)
    process, _ = serving("--lang", "en")
    told = process.communicate(timeout=60)[1]
    assert "error [type-error]" in told
    assert "to do: " in told


@pytest.mark.parametrize(
    ("line", "instead", "named"),
    [
        ("site_url: https://opendata.example.jp/", "", "site_url"),
        ("site_url: https://opendata.example.jp/", "site_url: opendata.example.jp", "site_url"),
        ("site_dir: build/site", "use_directory_urls: false", "use_directory_urls"),
    ],
)
def test_addresses_that_would_be_wrong_stop_the_build(line, instead, named, catalog):
    written = CONFIGURATION.replace(line, instead)
    assert written != CONFIGURATION
    (catalog / "mkdocs.yml").write_text(written, encoding="utf-8")
    done = hiraku("build", folder=catalog)
    assert done.returncode == 2
    assert named in done.stderr
    assert not (catalog / "build" / "site").exists()
