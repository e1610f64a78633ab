using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shipworthy.Conventions;

/// <summary>What SECURITY.md promises of a scan, as far as our own sources and assemblies show it.</summary>
public sealed class PromiseTests
{
    static readonly ImmutableArray<string> Product =
    [
        .. Repository.FilesIn("src", ".csproj").Select(AssemblyOf).Where(name => name is not "Shipworthy.Generators"),
    ];

    // Names of addresses and of characters in markup; they open no connection.
    static readonly ImmutableHashSet<string> Harmless =
    [
        "System.Net.IPAddress",
        "System.Net.IPNetwork",
        "System.Net.WebUtility",
        "System.Net.HttpStatusCode",
    ];

    static readonly ImmutableArray<string> Writing = ["Write", "Create", "Append", "Delete", "Move", "Copy", "Replace", "OpenWrite"];

    /// <summary>The one file that goes online: <c>shipworthy advisories update</c>, which a person asks for by that name.</summary>
    const string GoesOnline = "src/Shipworthy.Cli/AdvisoryDownload.cs";

    [Fact]
    public void NothingGoesOnlineButTheUpdateOfAdvisories() =>
        Product
            .Where(assembly => assembly is not "shipworthy")
            .SelectMany(assembly =>
                Assemblies
                    .TypesUsedBy(assembly)
                    .Where(type => type.StartsWith("System.Net.", StringComparison.Ordinal) && !Harmless.Contains(type))
                    .Select(type => $"{assembly} {type}")
            )
            .Concat(
                Sources
                    .InProduct<IdentifierNameSyntax>()
                    .Where(name =>
                        name.Identifier.Text
                            is "HttpClient"
                                or "Socket"
                                or "SocketsHttpHandler"
                                or "TcpClient"
                                or "UdpClient"
                                or "WebRequest"
                                or "Dns"
                        && name.SyntaxTree.FilePath is var path
                        && path.StartsWith("src/Shipworthy.Cli/", StringComparison.Ordinal)
                        && path != GoesOnline
                    )
                    .Select(name => name.Place())
            )
            .ShouldBeNone("No part of the product can open a connection, but for the command that is asked to.");

    /// <summary>The one file that starts another program than git: the browser that prints a PDF, which a person asks for by that name.</summary>
    const string Prints = "src/Shipworthy.Cli/Printing/PdfPrint.cs";

    [Fact]
    public void OnlyGitAndTheBrowserThatPrintsAreStarted() =>
        Sources
            .InProduct<ObjectCreationExpressionSyntax>()
            .Where(made =>
                made.Type.ToString() is "ProcessStartInfo"
                && made.ArgumentList?.Arguments.FirstOrDefault()?.ToString() != "\"git\""
                && made.SyntaxTree.FilePath is not Prints
            )
            .Select(made => made.Place())
            .Concat(
                Sources
                    .InProduct<ImplicitObjectCreationExpressionSyntax>()
                    .Where(made =>
                        made.Parent?.Parent?.Parent
                            is VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.Text: "ProcessStartInfo" } }
                    )
                    .Select(made => made.Place())
            )
            .Concat(
                Sources
                    .InProduct<InvocationExpressionSyntax>()
                    .Where(call =>
                        call.Expression.ToString() is "Process.Start"
                        && call.ArgumentList.Arguments is not [{ Expression: IdentifierNameSyntax }]
                    )
                    .Select(call => call.Place())
            )
            .ShouldBeNone("A scan starts git and no other program, but for the browser that is asked to print its report.");

    [Fact]
    public void OnlyTheCommandLineAndItsCacheWriteFiles() =>
        Sources
            .InProduct<MemberAccessExpressionSyntax>()
            .Where(member =>
                member.Expression is IdentifierNameSyntax { Identifier.Text: "File" or "Directory" }
                && Writing.Any(word => member.Name.Identifier.Text.StartsWith(word, StringComparison.Ordinal))
            )
            .Where(member =>
                member.SyntaxTree.FilePath is var path
                && !path.StartsWith("src/Shipworthy.Cli/", StringComparison.Ordinal)
                && !Path.GetFileName(path).Contains("Cache")
                // The advisories are kept where caches are, and only the command line has them written.
                && !path.EndsWith("/AdvisoryFile.cs", StringComparison.Ordinal)
                // A revision is laid out in a temporary folder, and only the command line asks for one.
                && !path.EndsWith("/RevisionCopy.cs", StringComparison.Ordinal)
            )
            .Select(member => member.Place())
            .ShouldBeNone("Learning, judging and reporting write no file.");

    [Fact]
    public void OnlyTheCommandLineSpeaks() =>
        Product
            .Where(assembly => assembly is not "shipworthy" and not "Shipworthy.Cli")
            .Where(assembly => Assemblies.TypesUsedBy(assembly).Contains("System.Console"))
            .ShouldBeNone("Only the command line writes to the console.");

    static string AssemblyOf(string project) =>
        Repository.Text(project)!.Split("<AssemblyName>") is [_, var rest] ? rest.Split('<')[0] : Path.GetFileNameWithoutExtension(project);
}
