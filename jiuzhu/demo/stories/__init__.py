"""The thirteen fixed stories, played headless: the same public acts, officers and departments as in a browser."""

from jiuzhu.demo.stories.play import already_here, play

__all__ = ["already_here", "play"]
