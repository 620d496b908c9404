"""The engine: a small checked language of rules, and its readings. Pure: it gets texts and facts, and looks for nothing."""
