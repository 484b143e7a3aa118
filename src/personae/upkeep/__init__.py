"""The studio itself, as those who look after it see it: never what people wrote or read in it."""

from personae.upkeep.noting import note_settings
from personae.upkeep.tables import FileCheck, Holding, NotedSetting

__all__ = ["FileCheck", "Holding", "NotedSetting", "note_settings"]
