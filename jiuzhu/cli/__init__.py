"""The `jiuzhu` command: web, worker, tick, determine, story. Hands the table of job kinds down to `jobs`."""


def main() -> int:
    return 64
