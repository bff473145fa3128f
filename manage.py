#!/usr/bin/env python
"""The portal's command line; starts the embedded servers when none are named in the environment."""

import os
import sys

from poa_portal.common import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poa_portal.settings")
    embedded.ensure_servers()
    from django.core.management import execute_from_command_line  # after the environment is complete

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
