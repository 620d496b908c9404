"""`jiuzhu story [NAME] [--here]`: play a fixed story through the public acts; 0 only when all went as told, 2 when it
cannot be played here.

Each play has its own throw-away database, copied from a template that is made once; `--here` plays in the database of
the demonstration, where a family can be played once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jiuzhu.cli import setup
from jiuzhu.cli.options import Options, django_ready
from jiuzhu.demo.world.stories import stories

AS_TOLD, OTHERWISE, NOT_HERE = 0, 1, 2
JIUZHU = Path(__file__).resolve().parent.parent
SHAPING = ("*/migrations/*.py", "demo/world/**/*.py", "demo/world/*.yaml", "demo/start.py")
"""Files whose change makes the template stale."""


def run(argv: list[str]) -> int:
    options = Options("story", "演一个固定故事：按公开的办理动作逐步办，核对金额、阶段、文书和期限。")
    options.add_argument(
        "name", nargs="?", choices=list(stories()), metavar="名字", help="故事名；不写就列出全部"
    )
    options.add_argument("--here", action="store_true", help="就在演示环境的数据库里演（每户只能演一次）")
    options.add_argument("--make-template", action="store_true", help="只准备空白的演示数据库")
    args = options.parse_args(argv)
    if args.make_template:
        make_template()
        return AS_TOLD
    if args.name is None:
        for story in stories().values():
            print(f"{story.slug:<26}{story.title}")
        return AS_TOLD
    if args.here:
        django_ready()
        return refused(args.name) or play(args.name, is_here=True)
    with tempfile.TemporaryDirectory(prefix="jiuzhu-story-") as home:
        shutil.copytree(template(), home, dirs_exist_ok=True)
        enter(Path(home))
        django_ready()
        return play(args.name)


def refused(name: str) -> int:
    """Say why a story cannot be played in the database of the demonstration; 0 when it can."""
    from jiuzhu.demo.stories import already_here

    head = already_here(name)
    if head:
        told = "已经在演示环境里：在桌上的八户当中，或者演过了。每户只能演一次。"
        print(f"✗ {head}家{told}去掉 --here，就在临时的库里从头演一遍。", file=sys.stderr)
        return NOT_HERE
    return AS_TOLD


def play(name: str, *, is_here: bool = False) -> int:
    """Start departments and bank, play, tell the verdict. Those of the demonstration have delivered already."""
    from django.db import connections

    from jiuzhu.cli.kinds import kinds_at
    from jiuzhu.demo import start
    from jiuzhu.demo import stories as played

    with start.partners(print, stories()[name].people) as deliver:
        delivery = {} if is_here else {"deliver": deliver}
        wrong = played.play(name, kinds_at, lambda line: print(line, flush=True), **delivery)
    connections.close_all()
    if wrong:
        print("\n".join(["✗ 与故事不符：", *(f"  {line}" for line in wrong)]), file=sys.stderr)
        return OTHERWISE
    print(f"✓ {name}：全部如故事所说")
    return AS_TOLD


def template() -> Path:
    """The folder of a prepared, empty demonstration; made when there is none for these files."""
    home = Path(os.environ.get("JIUZHU_HOME", JIUZHU.parent / "var"))
    folder = home / "demo" / "templates" / fingerprint()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent))
        command = [sys.executable, "-m", "jiuzhu", "story", "--make-template"]
        subprocess.run(command, env=environment(draft), check=True)
        try:
            draft.rename(folder)
        except OSError:  # another process was quicker
            shutil.rmtree(draft)
    return folder


def make_template() -> None:
    """Keys, tables, divisions, offices, logins and the world, in the folder of this process."""
    setup.tables()
    from jiuzhu.demo import start

    start.raise_world(lambda line: print(f"▸ {line}", flush=True))
    start.organise(lambda line: print(f"▸ {line}", flush=True))


def fingerprint() -> str:
    """Changes with everything that shapes an empty demonstration."""
    digest = hashlib.sha256()
    for pattern in SHAPING:
        for path in sorted(JIUZHU.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def enter(home: Path) -> None:
    """From here on this process works in `home`, with the embedded database."""
    os.environ.update(environment(home))
    for name in OUTSIDE:
        os.environ.pop(name, None)


OUTSIDE = ("DATABASE_URL", "JIUZHU_KEYS", "JIUZHU_GATEWAYS", "JIUZHU_TODAY")
"""Settings that would lead out of the throw-away folder."""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return kept | {"JIUZHU_HOME": str(home)}
