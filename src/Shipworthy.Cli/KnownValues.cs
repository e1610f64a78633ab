using System.CommandLine;
using System.CommandLine.Completions;
using Shipworthy.Checks;

namespace Shipworthy.Cli;

/// <summary>Values that a shell completes.</summary>
static class KnownValues
{
    /// <summary>Ids of checks and areas.</summary>
    public static IEnumerable<CompletionItem> Checks(CompletionContext context) =>
        Checklist.Checks.Select(check => new CompletionItem(check.Id, documentation: check.Sentence));

    extension<T>(T symbol)
        where T : Symbol
    {
        /// <summary>Lets a shell complete these values.</summary>
        public T Completing(params IEnumerable<string> values)
        {
            var items = values.Select(value => new CompletionItem(value)).ToList();
            Sources(symbol)?.Add(_ => items);
            return symbol;
        }

        /// <summary>Lets a shell complete ids of checks.</summary>
        public T CompletingChecks()
        {
            Sources(symbol)?.Add(Checks);
            return symbol;
        }
    }

    static List<Func<CompletionContext, IEnumerable<CompletionItem>>>? Sources(Symbol symbol)
    {
        switch (symbol)
        {
            case Argument argument:
                // Help shows all values in place of the name where nothing else is said.
                argument.HelpName ??= argument.Name;
                return argument.CompletionSources;
            case Option option:
                return option.CompletionSources;
            default:
                return null;
        }
    }
}
