"""The twelve fixed stories, played headless: the same public acts, officers and departments as in a browser."""

from jiuzhu.demo.stories.play import play

__all__ = ["play"]
