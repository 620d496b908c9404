"""What the log tells of an exception: where it was raised and of which class, never its words."""

import logging
import logging.config
import sys

from django.conf import settings

NAME, NUMBER = "李建国", "500222198703121234"


def test_an_exception_is_logged_by_its_places_and_classes_without_its_words():
    config = logging.config.DictConfigurator(settings.LOGGING)
    line = config.configure_formatter(settings.LOGGING["formatters"]["line"])
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"Failing row contains (7, {NAME}, {NUMBER})") from error
    except ValueError:
        text = line.format(
            logging.LogRecord("jobs", logging.ERROR, "", 1, "job %s failed", (7,), sys.exc_info())
        )
    assert text.count(__file__) == 2
    assert "ERROR jobs job 7 failed" in text and "ValueError\nafter:\n" in text and text.endswith("KeyError")
    assert NAME not in text and NUMBER not in text
