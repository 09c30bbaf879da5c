"""The command line: `python -m dnn_core --help`."""

from dnn_core.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
