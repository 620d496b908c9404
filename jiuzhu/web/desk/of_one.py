"""A form about one member of a family, who is chosen by name."""

from typing import Any

from jiuzhu.web.ui.acting import Ask


class OfOne(Ask):
    """`people` are (person id, name as shown): the choices of the field `person_id`."""

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person_id"]
        chosen.choices = people
