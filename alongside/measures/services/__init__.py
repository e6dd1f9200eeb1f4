"""What people do with figures. One named function per act, for pages, imports and programs alike."""

from alongside.measures.services.bulk import record_many, start_many_series
from alongside.measures.services.grid import GridRefused, GridRow, enter_figures
from alongside.measures.services.imports import (
    Choices,
    RowsRefused,
    Take,
    drop_import,
    forget_staged,
    import_figures,
    import_rows,
    match_columns,
    stage_import,
    undo_import,
)
from alongside.measures.services.indicators import NewIndicator, add_indicator, new_indicator
from alongside.measures.services.matching import Checked, DryRun, Fate, Matching, dry_run, matching_of
from alongside.measures.services.observations import (
    add_known_cause,
    correct_observation,
    flag_follow_up,
    leave_out,
    note_point,
    record_observation,
    remove_note,
    settle_follow_up,
    take_in,
)
from alongside.measures.services.publishing import publish_indicators
from alongside.measures.services.refusals import *  # noqa: F403
from alongside.measures.services.series import (
    SeriesToStart,
    add_band,
    change_settings,
    end_band,
    end_series,
    rebase,
    remove_band,
    start_series,
    withdraw_rebase,
)

__all__ = [
    "Checked",
    "Choices",
    "DryRun",
    "Fate",
    "GridRefused",
    "GridRow",
    "Matching",
    "NewIndicator",
    "RowsRefused",
    "SeriesToStart",
    "Take",
    "add_band",
    "add_indicator",
    "add_known_cause",
    "change_settings",
    "correct_observation",
    "drop_import",
    "dry_run",
    "end_band",
    "end_series",
    "enter_figures",
    "flag_follow_up",
    "forget_staged",
    "import_figures",
    "import_rows",
    "leave_out",
    "match_columns",
    "matching_of",
    "new_indicator",
    "note_point",
    "publish_indicators",
    "rebase",
    "record_many",
    "record_observation",
    "remove_band",
    "remove_note",
    "settle_follow_up",
    "stage_import",
    "start_many_series",
    "start_series",
    "take_in",
    "undo_import",
    "withdraw_rebase",
]
