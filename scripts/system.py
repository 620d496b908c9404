"""What tests need from the system: Chromium and a Chinese font, Java for Spark. Installed through apt when that may be done."""

import os
import shutil
import subprocess
from collections.abc import Callable


def has_browser() -> bool:
    return shutil.which("chromium-headless-shell") is not None


def has_fontconfig() -> bool:
    return shutil.which("fc-list") is not None


def has_chinese_font() -> bool:
    if not has_fontconfig():
        return False
    done = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def has_java() -> bool:
    return shutil.which("java") is not None


PACKAGES: dict[str, Callable[[], bool]] = {
    "chromium-headless-shell": has_browser,
    "fontconfig": has_fontconfig,
    "fonts-noto-cjk": has_chinese_font,
}
JAVA: dict[str, Callable[[], bool]] = {"openjdk-17-jre-headless": has_java}


def provide(packages: dict[str, Callable[[], bool]] = PACKAGES) -> list[str]:
    """Install what is missing, loudly; the packages that could not be had."""
    wanted = missing(packages)
    if wanted and (apt := apt_command()):
        print(f"▸ 安装系统软件包 · apt-get install {' '.join(wanted)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update", "-qq"], env=quiet, check=False)
        install = [*apt, "install", "-y", "-qq", "--no-install-recommends", *wanted]
        subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False)
        wanted = missing(packages)
    return wanted


def missing(packages: dict[str, Callable[[], bool]] = PACKAGES) -> list[str]:
    return [package for package, is_there in packages.items() if not is_there()]


def apt_command() -> list[str] | None:
    """apt-get, as root or through a sudo that asks nothing; None where neither is there."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo"):
        may = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
        return ["sudo", "-n", "apt-get"] if may else None
    return None
