"""Who did or looked at what. Owns Entry, Block; gives `@action` and `look`. Knows neither people nor offices."""
