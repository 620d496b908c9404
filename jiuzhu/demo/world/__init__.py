"""The demonstration world: who really lives here and what they really have. The product never sees it.

`generate(seed)` makes it from public marginals, `World.save` and `World.load` keep it, and `World.records` says what one
department or institution holds about given people: that is all the simulated departments may use.
Stories (`stories.yaml`) are families chosen by hand, put into the same world.
"""

from jiuzhu.demo.world.world import AS_OF, SEED, World, generate

__all__ = ["AS_OF", "SEED", "World", "generate"]
