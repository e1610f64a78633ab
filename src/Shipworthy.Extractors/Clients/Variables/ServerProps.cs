using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>
/// Expressions whose values a server sends to the page: what pages get from functions of the server, and the attributes that components of the server give to those of
/// the client. Both stand in the page's text for whoever looks.
/// </summary>
static class ServerProps
{
    /// <summary>Functions of a route's module whose answers become data of its page.</summary>
    static readonly ImmutableHashSet<string> DataFunctions = ["getServerSideProps", "getStaticProps", "getInitialProps", "loader", "load"];

    /// <summary>What the data functions of pages return.</summary>
    public static IEnumerable<Code> OfPages(IEnumerable<CodeFile> pages)
    {
        foreach (var file in pages)
        foreach (var export in file.Root.Children.Where(node => node.Kind is CodeKind.Export))
        foreach (var offered in export.Children)
            if (DataFunctions.Contains(offered.Name) && FunctionOf(offered) is { Exists: true } function)
                foreach (var returned in Returned(function))
                    yield return returned;
    }

    /// <summary>The attributes that server components give to components of modules where the graph of the server ends, and what they write into the page themselves.</summary>
    public static IEnumerable<Code> OfComponents(CodeBase code, ClientGraph server)
    {
        foreach (var file in server.Files)
        foreach (var node in server.Live(file))
        foreach (var element in node.Descendants(CodeKind.Element))
            if (!element.Callee.Exists)
            {
                foreach (var shown in Shown(element))
                    yield return shown;
            }
            else if (
                element.Callee.Exists
                && element.Arguments.Any()
                && code.Definition(element.Callee) is { Exists: true } component
                && Directives.IsFirst(component.File.Root, "use client")
            )
                foreach (var attribute in element.Arguments)
                    if (attribute.Kind is CodeKind.Property && attribute[Part.Value].Exists)
                        yield return attribute[Part.Value];
    }

    /// <summary>What an element of the page itself shows: the values of its attributes, and what stands between its tags.</summary>
    static IEnumerable<Code> Shown(Code element) =>
        element
            .Arguments.Where(attribute => attribute.Kind is CodeKind.Property)
            .Select(attribute => attribute[Part.Value])
            .Concat(element.All(Part.Element))
            .SelectMany(ShownVariables.Parts)
            .Where(part => part.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Name);

    static Code FunctionOf(Code offered) =>
        offered.Kind is CodeKind.Function ? offered
        : offered[Part.Value].Kind is CodeKind.Function ? offered[Part.Value]
        : offered[Part.Value].Descendants(CodeKind.Function).FirstOrDefault();

    static IEnumerable<Code> Returned(Code function) =>
        (
            function.Body.Kind is CodeKind.Block
                ? function
                    .Body.Descendants(CodeKind.Return)
                    .Where(one => one.Enclosing(CodeKind.Function) == function)
                    .Select(one => one[Part.Value])
                : [function.Body]
        ).Select(Unwrapped);

    /// <summary>What a function that only makes an answer of a value is given.</summary>
    static Code Unwrapped(Code value) =>
        value.Kind is CodeKind.Await ? Unwrapped(value[Part.Value])
        : value.Kind is CodeKind.Call && value.Callee.Name is "json" or "data" or "defer" or "typedjson" or "typeddefer"
            ? value.ArgumentAt(0)
        : value;
}
