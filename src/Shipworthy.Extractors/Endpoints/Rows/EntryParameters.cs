using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>Tells of the parameters of a function that a framework calls whether they hold what was sent, or who is calling.</summary>
/// <param name="code">The app.</param>
/// <param name="reader">Tells whether a dependency proves the caller.</param>
sealed partial class EntryParameters(CodeBase code, PathReader reader)
{
    readonly Steps.Dependencies dependencies = new(code);

    /// <summary>The bearings of the parameters, and of the names that their patterns bind.</summary>
    /// <param name="function">A handler, a middleware, a dependency.</param>
    /// <param name="isAction">Whether a page calls it as a function, so that whoever sends the request chooses every argument.</param>
    /// <param name="isWrapped">Whether a function of the app that proves the caller calls it, and may hand the caller over.</param>
    public Dictionary<Code, Bearing> Of(Code function, bool isAction, bool isWrapped)
    {
        var all = new Dictionary<Code, Bearing>();
        foreach (var parameter in function.All(Part.Parameter))
        {
            all[parameter] = function.File.Language switch
            {
                Language.Python => InPython(parameter),
                Language.CSharp => InCSharp(parameter),
                _ => InJavaScript(parameter.Name, parameter, isAction, isWrapped),
            };
            foreach (var leaf in parameter[Part.Target].Exists ? parameter[Part.Target].Descendants(CodeKind.Variable) : [])
                all[leaf] = InJavaScript(leaf.Name, parameter, isAction, isWrapped);
        }
        return all;
    }

    Bearing InPython(Code parameter)
    {
        var depends = dependencies.OfParameter(parameter).ToList();
        if (depends.Count > 0)
            return depends.Exists(Proves) ? Bearing.Caller : Bearing.None;
        return parameter.Name is "self" or "cls" or "request" or "response" or "background_tasks" or "info"
            || NoValue().IsMatch(parameter[Part.Type].Exists ? parameter[Part.Type].Text : "")
                ? Bearing.None
            : parameter.Name is "current_user" ? Bearing.Caller
            : Bearing.Sent;
    }

    /// <summary>Whether a dependency finds the caller, and nothing that the call chooses.</summary>
    bool Proves(Code depends)
    {
        var function = code.FunctionOf(depends.Kind is CodeKind.Call ? depends.Callee : depends);
        if (
            function.Exists
            && function
                .All(Part.Parameter)
                .Any(one => one.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase) && !dependencies.OfParameter(one).Any())
        )
            return false;
        return reader.Of(depends).Any(act => act.Kind is ActKind.ProvesUser or ActKind.AsksWho or ActKind.Attaches);
    }

    static Bearing InCSharp(Code parameter)
    {
        var type = parameter[Part.Type].Exists ? parameter[Part.Type].Name : "";
        return RowWords.IsCallerType(type) ? Bearing.Caller
            : parameter.All(Part.Decorator).Any(one => one.Name is "FromServices" or "FromKeyedServices") ? Bearing.None
            : ServiceType().IsMatch(type) ? Bearing.None
            : Bearing.Sent;
    }

    static Bearing InJavaScript(string name, Code parameter, bool isAction, bool isWrapped)
    {
        var decorators = parameter.All(Part.Decorator).Select(one => one.Name).ToList();
        if (decorators.Count > 0)
            return decorators.Exists(one => one is "Param" or "Body" or "Query" or "Headers" or "UploadedFile" or "UploadedFiles" or "Args")
                    ? Bearing.Sent
                : decorators.Exists(RowWords.MayGiveCaller) ? Bearing.Caller
                : Bearing.None;
        return isAction ? Bearing.Sent
            : isWrapped && Handed().IsMatch(name) ? Bearing.Caller
            : RowWords.IsSentParameter(name) ? Bearing.Sent
            : Bearing.None;
    }

    [GeneratedRegex(
        @"^(?:Request|HttpRequest|Response|WSGIRequest|Session|AsyncSession|BackgroundTasks|WebSocket)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoValue();

    [GeneratedRegex(
        @"^I[A-Z]\w+$|(?:Context|Services?|Repository|Mediator|Sender|Logger(?:<.*>)?|CancellationToken|HttpRequest|HttpResponse|Manager|Factory|Client|Accessor)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ServiceType();

    [GeneratedRegex(
        @"^(?:current_?)?(?:user|session|auth|account|viewer|workspace|team|org|organization|tenant|member|token)(?:_?id)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Handed();
}
