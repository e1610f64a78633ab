using System.CommandLine;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy completion bash</c>: a script that lets a shell complete commands, options and their values. The program itself is asked each time.</summary>
static class CompletionCommand
{
    static readonly ImmutableSortedDictionary<string, string> scripts = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create(
                "bash",
                """
                # Keep it: shipworthy completion bash > ~/.local/share/bash-completion/completions/shipworthy
                _shipworthy() {
                  local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]}
                  COMPREPLY=($(compgen -W "$(shipworthy "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
                }
                complete -o default -F _shipworthy shipworthy

                """
            ),
            KeyValuePair.Create(
                "zsh",
                """
                #compdef shipworthy
                # Keep it: shipworthy completion zsh > ~/.zfunc/_shipworthy, with fpath+=(~/.zfunc) before compinit in ~/.zshrc
                _shipworthy() {
                  local -a found
                  found=(${(f)"$(shipworthy "[suggest:${#BUFFER}]" "$BUFFER" 2>/dev/null)"})
                  if (( ${#found} )); then compadd -a found; else _files; fi
                }
                compdef _shipworthy shipworthy

                """
            ),
            KeyValuePair.Create(
                "fish",
                """
                # Keep it: shipworthy completion fish > ~/.config/fish/completions/shipworthy.fish
                complete -c shipworthy -a '(shipworthy "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'

                """
            ),
        ]
    );

    public static Command Create(Surroundings surroundings)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.Completing(scripts.Keys);
        var command = new Command("completion", "Print a script that completes commands and options in a shell.") { shell };
        command.SetAction(parsed => (int)Run(parsed.GetValue(shell)!, surroundings));
        return command;
    }

    static ExitCode Run(string shell, Surroundings surroundings)
    {
        if (scripts.TryGetValue(shell, out var script))
        {
            surroundings.Out.Write(script);
            return ExitCode.Fine;
        }
        new Problem($"there is no completion for {shell}.", $"Known shells: {string.Join(", ", scripts.Keys)}").Write(surroundings.Errors);
        return ExitCode.Usage;
    }
}
