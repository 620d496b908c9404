"""Keys and files of a test run live in a throw-away folder; set before Django reads its settings."""

import os
import tempfile

os.environ.setdefault("JIUZHU_TESTING", "1")
os.environ.setdefault("JIUZHU_HOME", tempfile.mkdtemp(prefix="jiuzhu-test-"))
