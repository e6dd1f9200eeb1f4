"""`run.py` in a checkout of its own, with an environment that is already there: nothing is downloaded here."""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest

from tools import chromium, environment, machine, postgres
from tools.machine import Stop

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt", "requirements-postgres.txt"]

PROGRAM = """
    import os, signal, sys, time
    words = sys.argv[1:]
    print("the program got", words, "data", os.environ["ALONGSIDE_DATA"])
    if words == ["read"]:
        print(sys.stdin.read().upper())
    if words == ["wait"]:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
        print("waiting", flush=True)
        time.sleep(30)
    sys.exit(3)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout whose environment is stamped as complete, and whose program says what it was given."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run.py", folder)
    (folder / "alongside").mkdir()
    (folder / "alongside" / "__init__.py").touch()
    (folder / "alongside" / "__main__.py").write_text(textwrap.dedent(PROGRAM))
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    stamp = ""
    for name in REQUIREMENTS:
        (folder / name).write_text(f"# {name}\n")
        stamp += f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()} {name}\n"
    (folder / ".venv" / "alongside-installed.txt").write_text(stamp)
    return folder


def run(checkout: Path, *words: str, said: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "ALONGSIDE_DATA"} | extra
    return subprocess.run(
        [sys.executable, str(checkout / "run.py"), *words],
        input=said,
        cwd=checkout.parent,
        env=surroundings,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_run__opens_the_demonstration_in_the_checkouts_own_folder(checkout: Path) -> None:
    done = run(checkout, "--port", "8123")

    assert done.stdout == f"the program got ['demo', '--port', '8123'] data {checkout / 'data'}\n"
    assert done.returncode == 3


def test_run__keeps_the_demonstration_where_it_is_told(checkout: Path) -> None:
    done = run(checkout, "--data", "elsewhere")

    assert f"data {checkout.parent / 'elsewhere'}" in done.stdout


def test_alongside__passes_words_input_output_and_exit_code_through(checkout: Path) -> None:
    done = run(checkout, "alongside", "read", said="kind words")

    assert done.stdout.splitlines()[1] == "KIND WORDS"
    assert done.stderr == ""
    assert done.returncode == 3


def test_alongside__leaves_help_and_data_to_the_program(checkout: Path) -> None:
    done = run(checkout, "alongside", "backup", "--help", ALONGSIDE_DATA="/somewhere")

    assert "['backup', '--help'] data /somewhere" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGTERM to pass on")
def test_alongside__is_what_a_sigterm_reaches(checkout: Path) -> None:
    command = [sys.executable, str(checkout / "run.py"), "alongside", "wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        while "waiting" not in child.stdout.readline():
            assert child.poll() is None

        child.send_signal(signal.SIGTERM)

        assert child.wait(timeout=20) == 7


def test_run__says_which_python_it_needs_to_an_old_one() -> None:
    source = (ROOT / "run.py").read_text()
    old = source.replace("import sys\n", "import sys\nsys.version_info, sys.version = (3, 6), '3.6.15 (old)'\n", 1)

    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Alongside needs Python 3.11 or newer, and this is Python 3.6.15.")


def test_run__is_written_so_that_any_python_can_read_it() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 7))

    too_new = (ast.JoinedStr, ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef, ast.NamedExpr, ast.Match)
    assert [node for node in ast.walk(tree) if isinstance(node, too_new)] == []


def test_run__refuses_a_folder_that_is_not_writable(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in(checkout, monkeypatch)
    (checkout / "requirements.txt").write_text("# changed\n")
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(Stop, match="not writable"):
        environment.prepare("requirements.txt")


def test_prepare__installs_nothing_that_is_there(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = _in(checkout, monkeypatch)

    environment.prepare("requirements.txt", "requirements-dev.txt")

    assert commands == []


def test_prepare__installs_what_changed_with_hashes_and_wheels_only(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = _in(checkout, monkeypatch)
    (checkout / "requirements-dev.txt").write_text("# changed\n")

    environment.prepare("requirements.txt", "requirements-dev.txt")
    again = len(commands)
    environment.prepare("requirements.txt", "requirements-dev.txt")

    assert {"--require-hashes", "--only-binary", ":all:"} <= set(commands[-1])
    assert commands[-1][-2:] == ["-r", str(checkout / "requirements-dev.txt")]
    assert len(commands) == again


def test_prepare__that_failed_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in(checkout, monkeypatch, says="something broke", code=1)
    (checkout / "requirements.txt").write_text("# changed\n")
    for _ in range(2):
        with pytest.raises(Stop):
            environment.prepare("requirements.txt")


@pytest.mark.parametrize(
    "words",
    [
        "Failed to establish a new connection: [Errno -2] Name or service not known",
        "ERROR: Could not find a version that satisfies the requirement django==5.2.19 (from versions: none)",
    ],
)
def test_prepare__without_a_network_says_so(checkout: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    _in(checkout, monkeypatch, says=words, code=1)
    (checkout / "requirements.txt").write_text("# changed\n")
    monkeypatch.setattr(environment, "_make_venv", lambda may_install: None)

    with pytest.raises(Stop, match="no network"):
        environment.prepare("requirements.txt")


def test_prepare__without_a_venv_module_says_what_to_install(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in(checkout, monkeypatch, says="No module named ensurepip", code=1)
    (checkout / ".venv" / "bin" / "python").unlink()

    with pytest.raises(Stop, match="sudo apt install python3-venv"):
        environment.prepare("requirements.txt")


def test_prepare__installs_debians_venv_for_the_tests_where_it_may(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in(checkout, monkeypatch, says="No module named ensurepip", code=1)
    (checkout / ".venv" / "bin" / "python").unlink()
    installed: list[str] = []
    monkeypatch.setattr(machine, "may_install", lambda: True)
    monkeypatch.setattr(machine, "install", lambda *names: installed.extend(names))

    with pytest.raises(Stop):
        environment.prepare("requirements.txt", may_install=True)

    assert installed == ["python3-venv"]


def test_prepare__of_half_a_checkout_says_so(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in(checkout, monkeypatch)
    (checkout / "requirements.txt").unlink()

    with pytest.raises(Stop, match="this checkout is not whole"):
        environment.prepare("requirements.txt")


def test_postgres__missing_is_a_failure_with_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "_installed", lambda: None)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    monkeypatch.setattr(machine, "may_install", lambda: False)

    with pytest.raises(Stop, match="not skipped"), postgres.throwaway():
        pytest.fail("a server appeared from nowhere")


def test_chromium__missing_is_none_and_a_wrong_path_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/no/such/browser")
    monkeypatch.setattr(machine, "may_install", lambda: False)

    assert chromium.find() is None


def test_chromium__the_one_without_windows_is_installed_and_whatever_is_there_will_do_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {"chromium"}
    asked: list[str] = []
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)
    monkeypatch.setattr(machine, "may_install", lambda: True)
    monkeypatch.setattr(machine, "install", asked.append)

    assert chromium.find() == chromium.find(lighter=True) == "/usr/bin/chromium"
    assert asked == [chromium.SHELL]
    there.add(chromium.SHELL)
    assert chromium.find() == chromium.find(lighter=True) == f"/usr/bin/{chromium.SHELL}"
    assert asked == [chromium.SHELL]


def _in(checkout: Path, monkeypatch: pytest.MonkeyPatch, says: str = "", code: int = 0) -> list[list[str]]:
    """Point the set-up at this checkout and answer its commands; returns the commands as they come."""
    commands: list[list[str]] = []

    def quietly(command: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, code, says, "")

    monkeypatch.setattr(environment, "ROOT", checkout)
    monkeypatch.setattr(environment, "VENV", checkout / ".venv")
    monkeypatch.setattr(environment, "STAMP", checkout / ".venv" / "alongside-installed.txt")
    monkeypatch.setattr(environment, "PYTHON", checkout / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "_quietly", quietly)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    return commands
