namespace Shipworthy.Cli.Records;

/// <summary>Asks, in a terminal, for what a command line left out.</summary>
sealed class Questions(Surroundings surroundings)
{
    readonly List<string> missing = [];

    /// <summary>The options that were neither given nor answered.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <summary>Whether somebody is there to answer.</summary>
    public bool CanAsk => surroundings.InIsTerminal && surroundings.ErrorsAreTerminal;

    /// <summary>What was given for an option, or the answer to its question; empty when there is neither, which is then missing.</summary>
    public string Of(string option, string? given, string question)
    {
        var answer = string.IsNullOrWhiteSpace(given) ? Answer(question) : given.Trim();
        if (answer.Length == 0)
            missing.Add(option);
        return answer;
    }

    string Answer(string question)
    {
        if (!CanAsk)
            return "";
        surroundings.Errors.Write($"  {question}: ");
        surroundings.Errors.Flush();
        return surroundings.In.ReadLine()?.Trim() ?? "";
    }
}
