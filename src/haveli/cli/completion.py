"""`haveli completion`: commands, options and names completed by the shell."""

from __future__ import annotations

from haveli.cli.main import parser

_EXAMPLES = """  source <(haveli completion bash)                                      in ~/.bashrc
  source <(haveli completion zsh)                                       in ~/.zshrc, after compinit
  haveli completion fish > ~/.config/fish/completions/haveli.fish
"""
# Each asks `haveli completion candidates` with the words so far, the last of them unfinished; without a candidate the
# shell completes files.
_SCRIPTS = {
    "bash": """_haveli() {
    local IFS=$'\\n'
    COMPREPLY=($(haveli completion candidates -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _haveli haveli
""",
    "zsh": """#compdef haveli
_haveli() {
    local -a found
    found=(${(f)"$(haveli completion candidates -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    if (( $#found )); then compadd -a found; else _files; fi
}
compdef _haveli haveli
""",
    "fish": """function __haveli
    set -l typed (commandline -opc)
    haveli completion candidates -- $typed[2..-1] (commandline -ct) 2>/dev/null
end
complete -c haveli -a '(__haveli)'
""",
}


def main(argv: list[str]) -> int:
    if argv[:2] == ["candidates", "--"]:
        from haveli.cli import candidates

        print("".join(f"{word}\n" for word in candidates.of(argv[2:])), end="")
        return 0
    options = parser("completion", "Prints what makes a shell complete haveli's commands and names.", _EXAMPLES)
    options.add_argument("shell", choices=sorted(_SCRIPTS))
    print(_SCRIPTS[options.parse_args(argv).shell], end="")
    return 0
