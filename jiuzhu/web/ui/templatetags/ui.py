"""Tags and filters of all faces."""

from django import template

register = template.Library()
