"""A sample of the ladder of faults (`make faults` climbs it whole), and builds at the same time."""

import shutil
import subprocess
from collections import Counter

import pytest
from faults.ladder import CALLS, build, built, calls, fault, published, strike, strike_everywhere
from faults.races import race

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return published(tmp_path_factory.mktemp("faults") / "catalog")


@pytest.fixture(scope="module")
def made(catalog):
    """Return each system call of a build that publishes anew, in its order."""
    return calls(catalog)


@pytest.fixture(scope="module")
def counts(made):
    return Counter(made)


def test_a_site_is_on_the_disk_before_its_name_leads_to_it(made):
    """What a power cut leaves is the old site or the new one; then the name itself is kept."""
    synced, switched = made.index("syncfs"), made.index("renameat2")
    assert synced < switched
    assert not {"write", "copy_file_range", "sendfile"} & set(made[synced:switched])
    assert "syncfs" in made[switched:]


def test_without_a_fault_the_new_site_is_published(catalog):
    assert built(catalog)[:2] == (0, "new")


@pytest.mark.parametrize(
    ("call", "part", "kind"),
    [
        ("renameat2", 1.0, "EIO"),
        ("renameat2", 1.0, "KILL"),
        ("write", 0.95, "ENOSPC"),
        ("openat", 0.6, "EMFILE"),
        ("unlinkat", 0.5, "KILL"),
    ],
)
def test_a_fault_leaves_the_old_site_or_the_new_one(catalog, counts, call, part, kind):
    assert call in CALLS
    assert counts[call] > 0
    number = max(1, round(counts[call] * part))
    assert fault(strike(catalog, call, number, kind)) == ""


def test_a_system_that_tells_nothing_of_itself_leaves_the_old_site(catalog):
    """DuckDB would end the process there, by an error of its own that nobody can catch."""
    outcome = strike_everywhere(catalog, "openat", "/proc/self/cgroup", "EIO")
    assert fault(outcome) == ""
    assert outcome[:2] == (3, "old")


def test_builds_at_the_same_time_leave_one_whole_site(catalog):
    assert race(catalog, 4) == ""


def test_no_build_and_no_check_reaches_beyond_the_machine(catalog, tmp_path):
    log = tmp_path / "connects.log"
    trace = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=connect,sendto"]
    subprocess.run(
        [*trace, *build(tmp_path / "site")], cwd=catalog, check=True, capture_output=True
    )
    reached = [line for line in log.read_text("utf-8", "replace").splitlines() if "AF_INET" in line]
    assert [line for line in reached if "127.0.0.1" not in line and "::1" not in line] == []
