"""What each page of the form asks, and what is wrong with an answer. Pure; `intake.steps` puts the pages in order."""
