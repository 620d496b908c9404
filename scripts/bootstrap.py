"""Prepare `.venv` on a machine that has nothing but Python: fetch the pinned uv, check it, let it install uv.lock.

Standard library only. Everything lands inside the checkout: `.tools/uv`, `.tools/cache`, `.venv`.
"""

import argparse
import configparser
import hashlib
import os
import platform
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
UV = TOOLS / "uv"
UV_VERSION = "0.13.9"
UV_WHEELS = {
    "x86_64": (
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        "uv-0.13.9-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
}
PYPI = "https://pypi.org/simple"
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, openEuler, Kylin
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL, Anolis
    "/etc/ssl/cert.pem",  # Alpine
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--no-dev", action="store_true", help="without the tools of tests and checks")
    options.add_argument(
        "--extra", metavar="NAME", help="with an extra of pyproject.toml, until the next run without it"
    )
    args = options.parse_args()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return stop(
            f"需要 Python 3.11 至 3.13，现在是 {platform.python_version()}。请安装 python3.11 后重试。",
            f"Python 3.11 to 3.13 is needed, this is {platform.python_version()}.",
        )
    started = time.monotonic()
    bundle = certificates()
    index = package_index()
    if not (UV.exists() and uv_version() == UV_VERSION):
        say(f"下载 uv {UV_VERSION} · fetching uv from {without_login(index)}")
        fetch_uv(index, bundle)
    say("安装依赖（uv.lock）· installing what uv.lock pins")
    status = install(index, bundle, dev=not args.no_dev, extra=args.extra)
    if status:
        return stop(
            "依赖没有装全，请看上面 uv 的说明；多半是网络或镜像设置（UV_DEFAULT_INDEX、PIP_INDEX_URL）。",
            "uv could not install everything; see its message above.",
        )
    say(f"就绪 · ready: .venv（{time.monotonic() - started:.0f} 秒）")
    return 0


def fetch_uv(index: str, bundle: "str | None") -> None:
    """Download the pinned wheel, refuse it unless its SHA-256 is the pinned one, unpack the one binary."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in UV_WHEELS:
        raise SystemExit(
            stop(
                f"没有为 {sys.platform} {machine} 准备 uv，请自行安装 uv {UV_VERSION} 并放到 {UV}。",
                f"no uv is pinned for {sys.platform} {machine}; put uv {UV_VERSION} at {UV}.",
            )
        )
    name, sha256 = UV_WHEELS[machine]
    wheel = download(wheel_url(index, name, bundle), bundle)
    found = hashlib.sha256(wheel).hexdigest()
    if found != sha256:
        raise SystemExit(
            stop(
                f"下载的 {name} 校验不符（应为 {sha256}，实为 {found}），已丢弃。请检查软件源是否可信。",
                f"SHA-256 of {name} differs from the pinned one; thrown away.",
            )
        )
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        packed = Path(folder) / name
        packed.write_bytes(wheel)
        with zipfile.ZipFile(packed) as archive:
            binary = Path(archive.extract(f"uv-{UV_VERSION}.data/scripts/uv", folder))
        binary.chmod(0o755)
        binary.replace(UV)


def wheel_url(index: str, name: str, bundle: "str | None") -> str:
    """The address of one file on a PEP 503 index page."""
    page = f"{index.rstrip('/')}/uv/"
    text = download(page, bundle).decode()
    for link in re.findall(r'href="([^"]+)"', text):
        address = urllib.parse.urljoin(page, link.split("#")[0].replace("&amp;", "&"))
        if urllib.parse.unquote(address).rsplit("/", 1)[-1] == name:
            return address
    raise SystemExit(stop(f"软件源 {without_login(page)} 没有 {name}。", f"the index has no {name}."))


def download(address: str, bundle: "str | None") -> bytes:
    trust = ssl.create_default_context(cafile=bundle)
    handlers = [urllib.request.HTTPSHandler(context=trust)]
    parts = urllib.parse.urlsplit(address)
    if parts.username:
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        bare = parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1])
        user, password = urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or "")
        address = urllib.parse.urlunsplit(bare)
        passwords.add_password(None, address, user, password, is_authenticated=True)
        handlers.append(urllib.request.HTTPBasicAuthHandler(passwords))
    try:
        with urllib.request.build_opener(*handlers).open(address, timeout=180) as answer:
            return answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        raise SystemExit(
            stop(
                f"取不到 {without_login(address)}：{error}。请检查网络，或用 PIP_INDEX_URL 指定软件源；"
                "证书错误请安装 ca-certificates 或设置 SSL_CERT_FILE。",
                "cannot be fetched: check the network, PIP_INDEX_URL, and the system's certificates.",
            )
        ) from None


def install(index: str, bundle: "str | None", *, dev: bool, extra: "str | None" = None) -> int:
    """Install what uv.lock pins, hashes checked. Without `dev` nothing is taken away that an earlier run put there."""
    env = dict(os.environ, UV_SYSTEM_CERTS="1", UV_PYTHON_DOWNLOADS="never")
    env.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    env.pop("VIRTUAL_ENV", None)
    if bundle:
        env.setdefault("SSL_CERT_FILE", bundle)
    env["UV_PROJECT_ENVIRONMENT"] = str(ROOT / ".venv")
    groups = ([] if dev else ["--no-dev"]) + (["--extra", extra] if extra else [])
    if index == PYPI:
        sync = ["sync", "--frozen", "--python", sys.executable, *groups]
        return uv(sync if dev else [*sync, "--inexact"], env)
    return install_from_mirror(index, groups, env)


def install_from_mirror(index: str, groups: "list[str]", env: "dict[str, str]") -> int:
    """The lock names pypi.org's own addresses; a mirror gets the same versions and hashes as a list."""
    python = ROOT / ".venv" / "bin" / "python"
    wanted = TOOLS / "requirements.txt"
    env = dict(env, UV_DEFAULT_INDEX=index)
    export = ["export", "--frozen", "--quiet", "--no-emit-project", "--output-file", str(wanted), *groups]
    steps = [
        ["venv", "--quiet", "--allow-existing", "--python", sys.executable, str(ROOT / ".venv")],
        export,
        ["pip", "install", "--python", str(python), "--require-hashes", "-r", str(wanted)],
        ["pip", "install", "--python", str(python), "--no-deps", "--editable", str(ROOT)],
    ]
    return next((status for step in steps if (status := uv(step, env))), 0)


def uv(arguments: "list[str]", env: "dict[str, str]") -> int:
    return subprocess.run([str(UV), *arguments], cwd=ROOT, env=env, check=False).returncode


def uv_version() -> str:
    done = subprocess.run([str(UV), "--version"], capture_output=True, text=True, check=False)
    return done.stdout.split()[1] if done.returncode == 0 else ""


def package_index() -> str:
    """The index people set for uv or pip, else pypi.org."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return plain_index(os.environ[name])
    own = os.environ.get("PIP_CONFIG_FILE")
    files = [own, "~/.config/pip/pip.conf", "~/.pip/pip.conf", "/etc/pip.conf"] if own != os.devnull else []
    for file in filter(None, files):
        settings = configparser.RawConfigParser()
        settings.read(Path(file).expanduser())
        found = settings.get("global", "index-url", fallback="")
        if found:
            return plain_index(found)
    return PYPI


def plain_index(address: str) -> str:
    """uv allows `name=address`; a trailing slash makes no other index."""
    return re.sub(r"^[\w-]+=(?=https?:)", "", address.strip()).rstrip("/")


def certificates() -> "str | None":
    """The certificate bundle to trust: the one set by name, else the system's."""
    for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if os.environ.get(name):
            return os.environ[name]
    found = next((path for path in CERTIFICATES if Path(path).exists()), None)
    if found is None and not ssl.get_default_verify_paths().cafile:
        raise SystemExit(
            stop(
                "本机没有根证书，无法安全下载。请先安装 ca-certificates（apt install ca-certificates）。",
                "no certificate bundle on this machine: install ca-certificates.",
            )
        )
    return found


def without_login(address: str) -> str:
    return re.sub(r"//[^/@]+@", "//", address)


def say(text: str) -> None:
    print(f"▸ {text}", flush=True)


def stop(chinese: str, english: str) -> int:
    print(f"✗ {chinese}\n  {english}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
