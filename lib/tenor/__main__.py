"""`python -m tenor` is `tenor`."""

from tenor.cli import main

if __name__ == "__main__":
    main()
