"""Publishing: from the content folder, or what a programme writes for itself."""

from alongside.frameworks.services.own import (
    AgreedByBothSides,
    InTheWay,
    PublishedAlready,
    change_draft,
    keep_draft,
    publish_draft,
    remove_draft,
    take_back_agreed,
    what_is_in_the_way,
)
from alongside.frameworks.services.publishing import (
    STAGES,
    ContentIsWrong,
    NameIsTaken,
    OtherSide,
    Published,
    PublishedEditionChanged,
    publish_content,
    publish_crosswalk,
    publish_edition,
    publish_voice,
)

__all__ = [
    "STAGES",
    "AgreedByBothSides",
    "ContentIsWrong",
    "InTheWay",
    "NameIsTaken",
    "OtherSide",
    "Published",
    "PublishedAlready",
    "PublishedEditionChanged",
    "change_draft",
    "keep_draft",
    "publish_content",
    "publish_crosswalk",
    "publish_draft",
    "publish_edition",
    "publish_voice",
    "remove_draft",
    "take_back_agreed",
    "what_is_in_the_way",
]
