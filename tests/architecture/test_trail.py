"""Every write leaves an audit row; the few that must not are named here, and are the only ones."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "alongside"

EXEMPT = {
    "accounts.use_code": "giving a second factor: when somebody signed in is nobody's business",
    "accounts.put_away": "putting a notice of one's own away",
    "assessments.exchange": "exchanging a code",
    "assessments.save_answers": "saving or changing a ballot",
    "assessments.withdraw_answers": "deleting a ballot",
    "assessments.sit_down": "laying down a ballot at a tablet",
    "assessments.type_sheet": "typing in a sheet: the batch's end says how many there were",
    "assessments.count_way": "counting how a ballot came, beside its saving",
    "assessments.leave_address": "leaving a contact",
    "assessments.ask_for_a_talk": "asking for a talk",
    "keeping_safe.ask_for_a_talk": "asking for a talk",
    "goals.exchange_loop_code": "exchanging a loop's code",
    "goals.save_loop_answer": "saving or changing an answer to what one was told",
    "goals.leave_contact": "leaving a contact to be told",
    "goals.stop_telling": "taking one's contact away",
    "goals.take_pulse_code": "taking a code to a pulse for oneself",
    "goals.exchange_pulse_code": "exchanging a pulse's code",
    "goals.save_pulse_answer": "saving or changing an answer to a pulse",
}
PARTS = {
    "accounts.account_for": "makes the account inside an invitation or `user create`, which write the row",
    "assessments.lay_down": "the empty ballot of exchanging a code, or of sitting down at a tablet",
    "accounts.account_without_address": "makes the account inside an invitation, which writes the row",
    "accounts.slip_for": "makes the slip inside an invitation or `make_slip`, which write the row",
}
RECORDERS = {"record", "_record", "bulk_record"}


def modules(app: str) -> list[Path]:
    folder = PACKAGE / app / "services"
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / app / "services.py"]


def writers(app: str) -> dict[str, bool]:
    """Each public service that opens a transaction, and whether it leaves a row, itself or by what it calls."""
    functions: dict[str, ast.FunctionDef] = {}
    for path in modules(app):
        if path.exists():
            tree = ast.parse(path.read_text())
            functions |= {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {name: _records(name, functions, set()) for name, node in functions.items() if _is_write(node)}


def _is_write(node: ast.FunctionDef) -> bool:
    """A public function that is an act of its own: it opens a transaction. Parts of an act do not."""
    opens = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    apart = {
        "exchange",
        "type_sheet",
        "save_answers",
        "sit_down",
        "exchange_loop_code",
        "exchange_pulse_code",
        "take_pulse_code",
    }
    return not node.name.startswith("_") and (opens or node.name in apart)


def _records(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    if name in RECORDERS:
        return True
    if name in seen or name not in functions:
        return False
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(functions[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    return any(_records(one, functions, seen | {name}) for one in called)


def test_every_service_that_writes_leaves_a_row_but_those_named():
    silent = {
        f"{app}.{name}"
        for app in ("accounts", "programmes", "frameworks", "assessments", "measures", "api", "goals", "keeping_safe")
        for name, records in writers(app).items()
        if not records
    }

    assert silent == set(EXEMPT) | set(PARTS)


def test_there_are_services_to_look_at():
    assert len(writers("assessments")) > 15
    assert len(writers("programmes")) > 8
