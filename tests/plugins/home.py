"""Everything a test run writes goes to a throw-away folder, HOME included (browsers write there).

Set before Django reads its settings.
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("JIUZHU_TESTING", "1")
if "JIUZHU_HOME" not in os.environ:  # workers of xdist inherit the folder of the run that started them
    os.environ["JIUZHU_HOME"] = os.environ["HOME"] = home = tempfile.mkdtemp(prefix="jiuzhu-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
os.makedirs(os.path.join(os.environ["JIUZHU_HOME"], "static"), exist_ok=True)  # whitenoise wants it
