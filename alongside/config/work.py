"""Background work: what has come due is done at each tick, by whichever host ticks first."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


def tick(*, at: dt.datetime) -> None:
    """Do everything that has come due. One job that fails is logged and does not keep the others from theirs."""
    for path in settings.ALONGSIDE_TICKS:
        try:
            import_string(path)(at=at)
        except Exception:
            log.exception("background work failed: %s", path)
