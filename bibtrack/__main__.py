"""Run the command line as `python -m bibtrack`."""

from bibtrack.cli.main import main

if __name__ == "__main__":
    main()
