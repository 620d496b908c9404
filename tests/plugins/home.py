"""Keys and files of a test run live in a throw-away folder; set before Django reads its settings."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("JIUZHU_TESTING", "1")
if "JIUZHU_HOME" not in os.environ:  # workers of xdist inherit the folder of the run that started them
    os.environ["JIUZHU_HOME"] = home = tempfile.mkdtemp(prefix="jiuzhu-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
