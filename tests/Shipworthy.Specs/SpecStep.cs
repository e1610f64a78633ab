namespace Shipworthy.Specs;

/// <summary>One thing that a spec does to its app, in the order of the document.</summary>
abstract record SpecStep
{
    /// <summary>Writes a file; an empty body deletes it.</summary>
    public sealed record Write(string Path, string Body) : SpecStep;

    /// <summary>Records the files as a commit.</summary>
    public sealed record Commit(string Message, string Author, string Date, string Branch, string? Merge, ImmutableArray<string> Deletes)
        : SpecStep;

    /// <summary>An advisory, or the list of exploited ones, lies on the machine that scans the app.</summary>
    public sealed record Advisory(string Body) : SpecStep;

    /// <summary>The app has no repository.</summary>
    public sealed record NoGit : SpecStep;
}

/// <summary>One app with the verdict that it gets.</summary>
/// <param name="Check">Id of the check.</param>
/// <param name="File">Path of the spec.</param>
/// <param name="Line">Line of the verdict's fence, from 1.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Steps">How the app is made.</param>
/// <param name="Expected">The verdict as the spec shows it.</param>
sealed record SpecCase(string Check, string File, int Line, string Heading, ImmutableArray<SpecStep> Steps, string Expected)
{
    /// <summary>
    /// Whether everything is learnt about the app and not only what the check asks for, so that every extractor meets many apps and both ways are known
    /// to give the same verdicts. One case in eight, by where it stands.
    /// </summary>
    public bool LearnsAll => Line % 8 == 0;
}
