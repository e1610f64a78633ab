namespace Shipworthy.Conventions;

/// <summary>The way of the data has one direction, and a check cannot leave its app even by mistake.</summary>
public sealed class LayerTests
{
    static readonly ImmutableArray<string> OutsideWorld =
    [
        "System.IO",
        "System.Net",
        "System.Diagnostics.Process",
        "System.Console",
        "System.Environment",
        "System.Random",
        "System.TimeProvider",
        "System.Threading.Thread",
        "System.Threading.Tasks.Task",
        "Microsoft.Win32",
    ];

    [Theory]
    [InlineData("Shipworthy.Model", new string[0])]
    [InlineData("Shipworthy.Checks", new[] { "Shipworthy.Model" })]
    [InlineData("Shipworthy.Code", new[] { "Shipworthy.Model" })]
    [InlineData("Shipworthy.Extractors", new[] { "Shipworthy.Model", "Shipworthy.Code" })]
    [InlineData("Shipworthy.Reports", new[] { "Shipworthy.Model" })]
    public void AnAssemblyKnowsOnlyWhatItMay(string assembly, string[] allowed) =>
        Assemblies
            .UsedBy(assembly)
            .Where(name => name.StartsWith("Shipworthy.", StringComparison.Ordinal))
            .Except(allowed, StringComparer.Ordinal)
            .ShouldBeNone($"{assembly} knows no more of Shipworthy than {(allowed.Length == 0 ? "itself" : string.Join(", ", allowed))}.");

    [Theory]
    [InlineData("Shipworthy.Model")]
    [InlineData("Shipworthy.Checks")]
    public void ModelAndChecksUseNoPackage(string assembly) =>
        Assemblies
            .UsedBy(assembly)
            .Where(name =>
                !name.StartsWith("Shipworthy.", StringComparison.Ordinal) && !name.StartsWith("System", StringComparison.Ordinal)
            )
            .ShouldBeNone($"{assembly} stands on the framework alone.");

    [Theory]
    [InlineData("Shipworthy.Model")]
    [InlineData("Shipworthy.Checks")]
    public void ModelAndChecksDoNoInputOrOutputAndAskNoClock(string assembly) =>
        Assemblies
            .TypesUsedBy(assembly)
            .Where(type => OutsideWorld.Any(outside => type == outside || type.StartsWith(outside + ".", StringComparison.Ordinal)))
            .ShouldBeNone($"{assembly} sees nothing outside the app that it is given.");
}
