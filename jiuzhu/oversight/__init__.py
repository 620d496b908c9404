"""Alarm: looks that somebody else should see, found on the trail by house rules, and what came of each; the trail of a case in words. Reads below, called by faces and the clock."""
