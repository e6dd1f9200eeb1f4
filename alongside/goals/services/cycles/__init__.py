"""What people do with drivers, change ideas and tests of change: one named function per act."""

from alongside.goals.services.cycles.drivers import (
    add_driver,
    hang_idea,
    move_driver,
    move_idea,
    remove_driver,
    rename_driver,
)
from alongside.goals.services.cycles.ideas import (
    Idea,
    do_untested,
    edit_idea,
    propose_idea,
    remove_idea,
    share_idea,
    stop_sharing_idea,
)
from alongside.goals.services.cycles.refusals import *  # noqa: F403
from alongside.goals.services.cycles.running import (
    Plan,
    add_doer,
    decide_cycle,
    edit_cycle,
    plan_cycle,
    record_do,
    record_study,
    remove_cycle,
    start_cycle,
)

__all__ = [
    "Idea", "Plan", "add_doer", "add_driver", "decide_cycle", "do_untested", "edit_cycle", "edit_idea", "hang_idea",
    "move_driver", "move_idea", "plan_cycle", "propose_idea", "record_do", "record_study", "remove_cycle",
    "remove_driver", "remove_idea", "rename_driver", "share_idea", "start_cycle", "stop_sharing_idea",
]  # fmt: skip
