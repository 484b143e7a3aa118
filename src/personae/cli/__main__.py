"""`python -m personae.cli`."""

import sys

from personae.cli.commands import main

sys.exit(main())
