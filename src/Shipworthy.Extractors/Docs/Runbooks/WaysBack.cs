namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Looks whether the commands that promise an earlier state can keep the promise.</summary>
static class WaysBack
{
    /// <summary>The first way back that does not lead back, the destructive ones before those with missing files.</summary>
    public static (WayBack State, Location At, string Says) In(RunbookText text)
    {
        var promised = text.Commands.Where(command => IsPromised(text, command)).ToList();
        foreach (var command in promised)
            if (OpsCommands.Destroys(command.Text) && !IsRefilled(text, command) && !IsForDevelopment(text, command))
                return (WayBack.Destroys, text.Document.Line(command.Line), Short(command.Text));
        foreach (var command in promised)
            if (MissingIn(text, command) is { } missing)
                return (
                    WayBack.Missing,
                    text.Document.Line(command.Line),
                    missing.Kind is ReferenceKind.Platform
                        ? $"{missing.Name}, where the app does not live"
                        : $"{missing.Name}, which does not exist"
                );
        return (WayBack.Sound, text.Document.At, "");
    }

    static bool IsPromised(RunbookText text, Command command) =>
        OpsWords.WayBack.IsIn(command.Text)
        || text.HeadingsAbove(command.Line).Take(1).Any(OpsWords.WayBack.IsIn)
        || text.Lines.Any(line =>
            line.Number < command.Line
            && command.Line - line.Number <= 2
            && (line.Text.StartsWith('#') || line.Kind is LineKind.Item or LineKind.Prose)
            && OpsWords.WayBack.IsIn(line.Text)
        );

    /// <summary>Whether the same section brings the data back after the deletion.</summary>
    static bool IsRefilled(RunbookText text, Command command)
    {
        var section = text.Document.SectionOf(command.Line);
        return text.Commands.Any(one =>
            one.Line >= command.Line && one.Line <= section.EndLine && one != command && OpsCommands.Restores(one.Text)
        );
    }

    static bool IsForDevelopment(RunbookText text, Command command) =>
        text.HeadingsAbove(command.Line).Any(LocalWork.IsIn)
        || text.Lines.Any(line => line.Number <= command.Line && command.Line - line.Number <= 3 && LocalWork.IsIn(line.Text));

    /// <summary>A script, workflow or platform that the command needs and the repository does not have.</summary>
    static Reference? MissingIn(RunbookText text, Command command) =>
        OpsCommands.Mends(command.Text) || OpsWords.WayBack.IsIn(command.Text)
            ? text.References.FirstOrDefault(reference =>
                reference.Line == command.Line
                && reference.Exists is Existence.Missing
                && reference.Kind is ReferenceKind.Path or ReferenceKind.Script or ReferenceKind.Workflow or ReferenceKind.Platform
            )
            : null;

    static string Short(string command) => command.Length > 60 ? command[..57] + "..." : command;
}
