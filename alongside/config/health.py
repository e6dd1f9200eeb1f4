"""Whether the process is alive, and whether it can serve."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from alongside.access.http import public


@public
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: the database answers and every migration is applied."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"ready": False, "why": "the database does not answer"}, status=503)
    if waiting:
        return JsonResponse({"ready": False, "why": f"{waiting} migrations wait"}, status=503)
    return JsonResponse({"ready": True})
