"""Every chart worked out a second time, slowly: what the engine is compared with.

One series, one point after another, in plain Python, from the published definitions and not from the engine: no
arrays, no shared helper, exact fractions wherever a mean is taken. `answer` takes a request of the `--json-lines`
contract (docs/spc.md) and gives its answer without the warnings' sentences. Nothing here is quick or clever; where
engine and reference differ, the definition decides which of the two is mended.
"""

from __future__ import annotations

from typing import Any

from alongside.numerics.tests.spc_reference.nhs import nhs
from alongside.numerics.tests.spc_reference.points import Refused
from alongside.numerics.tests.spc_reference.shewhart import shewhart


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request."""
    try:
        return nhs(request) if request["profile"] == "nhs" else shewhart(request)
    except Refused as refused:
        return {"status": "refused", "message": str(refused)}
