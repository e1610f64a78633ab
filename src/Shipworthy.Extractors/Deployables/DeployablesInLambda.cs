using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Lambda;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Functions of AWS Lambda that answer over HTTP, by the files of the Serverless Framework and of AWS SAM: all functions of one file are one part, deployed by one command.
/// Functions that only hand their events to an application of a framework are no part beside it.
/// </summary>
public sealed partial class DeployablesInLambda : IExtractor
{
    static readonly ImmutableArray<string> JavaScript = [".ts", ".js", ".mjs", ".cjs", ".tsx"];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in LambdaFunctions.Of(sources.Tree).GroupBy(entry => entry.At.Path, StringComparer.Ordinal))
        {
            var entries = file.Select(entry => (Entry: entry, Code: CodeOf(sources.Tree, entry.Handler))).ToList();
            var own = entries.Where(one => one.Code is null || !HandsOn().IsMatch(one.Code.Text)).ToList();
            if (own.Count == 0 || sources.Tree.Find(file.Key) is not { } template)
                continue;
            var code = own.Select(one => one.Code).OfType<SourceFile>().FirstOrDefault();
            learn.Add(
                new Deployable(own[0].Entry.At, template.Folder.Length == 0 ? "Lambda" : Folders.NameOf(template.Folder), template.Folder)
                {
                    Stack = StackOf(code),
                    Framework = "AWS Lambda",
                    Serves = Serves.Answers,
                    Hosting = Hosting.Aws,
                    SignIn = SignInWays.Of(sources.Tree, template.Folder),
                    NotSeen = code is null ? "has functions whose code could not be followed" : null,
                }
            );
        }
    }

    /// <summary>The module of a handler; null for one in another language, and for one that is not there.</summary>
    static SourceFile? CodeOf(SourceTree tree, string handler)
    {
        if (handler.LastIndexOf('.') is not (> 0 and var dot))
            return null;
        return JavaScript.Append(".py").Select(ending => tree.Find(handler[..dot] + ending)).FirstOrDefault(file => file is not null);
    }

    static Stack StackOf(SourceFile? code) =>
        code is null ? Stack.Unknown
        : code.Language is Language.Python ? Stack.Python
        : Stack.JavaScript;

    /// <summary>Packages that hand the events of a gateway to an application.</summary>
    [GeneratedRegex(
        @"serverless-http|serverless-express|@fastify/aws-lambda|\bmangum\b|\bMangum\b|hono/aws-lambda|@trpc/server/adapters/aws-lambda|\bserverless_wsgi\b|\bapig_wsgi\b|@as-integrations/aws-lambda|apollo-server-lambda",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HandsOn();
}
