using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// A file that a platform runs as a function because of where it lies: <c>api/</c> of Vercel, <c>netlify/functions/</c> (or the folder that <c>netlify.toml</c>
/// names), and <c>functions/</c> of Cloudflare Pages.
/// </summary>
/// <param name="Platform">What its makers call the kind: "Vercel Functions".</param>
/// <param name="Hosting">Where it runs.</param>
/// <param name="Folder">The folder of all functions of the kind.</param>
/// <param name="Address">The address that the platform gives it.</param>
/// <remarks>
/// Sources: vercel.com/docs/functions, docs.netlify.com/build/functions/get-started, developers.cloudflare.com/pages/functions/routing.
/// </remarks>
sealed partial record FunctionFile(string Platform, Hosting Hosting, string Folder, string Address)
{
    static readonly HashSet<string> Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>The functions that a file of a platform offers: the method, what answers and where it is offered.</summary>
    public IEnumerable<(string Method, Code What, Code At)> Offered(CodeBase code, CodeFile file) =>
        ScriptExports
            .Of(code, file)
            .Select(one => (Method: MethodOf(one.Name), one.What, one.At))
            .Where(one => one.Method is not null)
            .Select(one => (one.Method!, one.What, one.At));

    string? MethodOf(string name) =>
        Hosting switch
        {
            Hosting.Netlify => name is "handler" or "default" ? "ANY" : null,
            Hosting.Cloudflare => OnRequest().Match(name) is { Success: true } match
                ? match.Groups["verb"] is { Length: > 0 } verb
                    ? verb.Value.ToUpperInvariant()
                    : "ANY"
                : null,
            _ => name is "default" ? "ANY"
            : Verbs.Contains(name) ? name
            : null,
        };

    [GeneratedRegex("^onRequest(?<verb>Get|Post|Put|Patch|Delete|Head|Options)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OnRequest();
}
