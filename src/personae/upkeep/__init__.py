"""The studio itself, as those who look after it see it: never what people wrote or read in it."""

from personae.upkeep.checking import ASKED, Checking
from personae.upkeep.errors import JobNotFailed, JobNotFound, JobNotStoppable, JobPageUnknown
from personae.upkeep.noting import note_settings
from personae.upkeep.storage import Holder, Overview, holders, overview
from personae.upkeep.tables import FileCheck, Holding, NotedSetting
from personae.upkeep.work import Line, Work

__all__ = [
    "ASKED",
    "Checking",
    "FileCheck",
    "Holder",
    "Holding",
    "JobNotFailed",
    "JobNotFound",
    "JobNotStoppable",
    "JobPageUnknown",
    "Line",
    "NotedSetting",
    "Overview",
    "Work",
    "holders",
    "note_settings",
    "overview",
]
