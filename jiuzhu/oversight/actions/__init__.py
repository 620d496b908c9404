"""Acts of oversight: find what is unusual, say what came of it."""

from jiuzhu.oversight.actions.find import find_unusual, raise_alarm
from jiuzhu.oversight.actions.settle import settle

__all__ = ["find_unusual", "raise_alarm", "settle"]
