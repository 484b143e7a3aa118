"""Runs a module of ours behind the fence: `python -m personae.platform.fenced LIMITS MODULE ARGUMENTS…`.

For readers that are Python of our own and know nothing of limits, as `personae.cast`. LIMITS: JSON with
what `fence.limit_costs` takes, and `parent`, the process whose end ends this one too.
"""

import json
import runpy
import sys

from personae.platform import fence


def main() -> None:
    """Put up the fence and become the module."""
    limits, module, *arguments = sys.argv[1:]
    caps = json.loads(limits)
    fence.die_with_parent(caps.pop("parent"))
    fence.limit_costs(**caps)
    fence.deny_going_out()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
