"""The command `haveli`: one module for each noun that parses, calls and prints, and decides nothing."""
