"""Acts that build and change the organisation."""

from jiuzhu.org.actions.officers import appoint, close_login, end_post, enrol, file_relative
from jiuzhu.org.actions.structure import load_regions, open_office

__all__ = ["appoint", "close_login", "end_post", "enrol", "file_relative", "load_regions", "open_office"]
