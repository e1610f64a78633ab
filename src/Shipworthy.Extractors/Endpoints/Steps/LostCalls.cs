using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Calls that belong to the app and could not be followed, so that what they do is not known; and calls that keep something in the server's memory. What languages and
/// their own objects bring along is none of them.
/// </summary>
sealed partial class LostCalls(CodeBase code)
{
    /// <summary>What a call means that leads to no function of the app and no library; null when it means nothing.</summary>
    public Act? WhatOf(Code call) =>
        call.Kind is not CodeKind.Call ? null
        : code.OriginOf(call.Callee) is { Exists: true } origin
            ? KnownLibraries.MayChange(origin.Package, call)
                    ? new(ActKind.NotRead, call, $"what {call.Callee.Name} of {origin.Package} does is not known")
                : null
        : Keeps(call) ? new(ActKind.Does, call, "the server's memory") { Effect = EffectKind.Unknown }
        : OwnRepositories.AskedBy(code, call).Exists || OwnRepositories.Continue(code, call) ? null
        : TransactionClients.RunWhatIsWritten(call) ? null
        : IsLost(call) ? new(ActKind.NotRead, call, $"{call.Callee.Name} could not be followed")
        : null;

    bool IsLost(Code call) =>
        call.Callee switch
        {
            { Kind: CodeKind.Name } name => call.File.Language is not Language.CSharp
                && name.Name.Length > 0
                && !char.IsUpper(name.Name[0])
                && !Globals.Contains(name.Name)
                && code.Definition(name).Kind is not CodeKind.Parameter
                && !IsBoundToParameter(name),
            { Kind: CodeKind.Member } member => Mediators.Sends(call) || IsOfApp(member),
            _ => false,
        };

    /// <summary>A name that is taken out of a parameter is what the framework or the caller gives: <c>({ json, redirect }) => …</c>.</summary>
    bool IsBoundToParameter(Code name)
    {
        var found = code.Definition(name);
        return found.Exists && found.Enclosing(CodeKind.Parameter).Exists;
    }

    bool IsOfApp(Code member)
    {
        if (Changing.Contains(member.Name))
            return true;
        if (Plain.Contains(member.Name) || ContinuesStatement(member) || IsOfDotNet(member))
            return false;
        var (root, way) = RootOf(member);
        if (!root.Exists)
            return false;
        if (Dispatching.Contains(member.Name) && IsHandedCall(member))
            return true;
        if (root.Name is "this" or "self")
            return way.Count > 1 && way[0].Name is not ("logger" or "log");
        if (way.Skip(1).Prepend(root).Any(one => Data.Contains(one.Name.TrimStart('_'))))
            return true;
        var found = code.Definition(root);
        return found.Kind switch
        {
            CodeKind.Imported => true,
            CodeKind.Variable => !found.Enclosing(CodeKind.Function).Exists && !IsOfLanguage(found[Part.Value]),
            CodeKind.Parameter => found.Enclosing(CodeKind.Function) is { Exists: true } around
                && around != member.Enclosing(CodeKind.Function)
                && around.Descendants(CodeKind.Function).Any()
                && around.All(Part.Parameter).Count() is 1,
            _ => false,
        };
    }

    /// <summary>
    /// Whether what a function was called with is handed on whole to something that it found: <c>const route = routes.find(…); return route.handler(event)</c>.
    /// </summary>
    bool IsHandedCall(Code member) =>
        member.Parent is { Kind: CodeKind.Call } call
        && member.Enclosing(CodeKind.Function) is { Exists: true } around
        && call.Arguments.Select(one => one.Kind is CodeKind.Argument ? one[Part.Value] : one)
            .Any(one =>
                one.Kind is CodeKind.Name && code.Definition(one) is { Kind: CodeKind.Parameter } parameter && parameter.Parent == around
            );

    /// <summary>Whether a call only adds to a statement that began further left, and that counts by its beginning: <c>db.select().from(users).where(…).limit(1)</c>.</summary>
    static bool ContinuesStatement(Code member)
    {
        if (!Continuing.Contains(member.Name))
            return false;
        for (var at = member.Receiver; at.Kind is CodeKind.Call && at.Callee.Kind is CodeKind.Member; at = at.Receiver)
            if (at.Callee.Name is "insert" or "update" or "into")
                // What such a statement stores is handed to the calls behind it, which is not read.
                return false;
            else if (at.Callee.Name is "select" or "selectDistinct" or "delete")
                return true;
        return false;
    }

    /// <summary>Whether a call goes to what every app of .NET is given: logs, settings, messages to connected pages.</summary>
    static bool IsOfDotNet(Code member) =>
        member.File.Language is Language.CSharp && (OfDotNet.Contains(member.Name) || ToPages().IsMatch(member.Text));

    [GeneratedRegex(@"\bClients\s*\.\s*(?:All|Group|Groups|User|Users|Client|Caller|Others)\w*\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ToPages();

    /// <summary>Whether a value is made by the language itself: a literal, a list, a map.</summary>
    static bool IsOfLanguage(Code value) =>
        !value.Exists
        || value.Kind
            is CodeKind.Literal
                or CodeKind.Template
                or CodeKind.Array
                or CodeKind.Object
                or CodeKind.Function
                or CodeKind.New
                or CodeKind.Binary;

    bool Keeps(Code call) =>
        call.Callee is { Kind: CodeKind.Member } member
        && Keeping.Contains(member.Name)
        && member.Receiver is { Kind: CodeKind.Name } holder
        && code.Definition(holder) is { Kind: CodeKind.Variable } kept
        && !kept.Enclosing(CodeKind.Function).Exists
        && (
            kept[Part.Value].Kind is CodeKind.Array or CodeKind.Object
            || (
                kept[Part.Value] is { Kind: CodeKind.New or CodeKind.Call } made
                && made.Callee.Name is "Map" or "Set" or "dict" or "list" or "set"
            )
        );

    static (Code Root, List<Code> Way) RootOf(Code member)
    {
        var way = new List<Code>();
        var at = member;
        while (at.Kind is CodeKind.Member or CodeKind.Call or CodeKind.Index or CodeKind.Await)
        {
            if (at.Kind is CodeKind.Member)
                way.Insert(0, at);
            at =
                at.Kind is CodeKind.Call ? at.Callee
                : at.Kind is CodeKind.Await ? at[Part.Value]
                : at[Part.Receiver];
        }
        return (at.Kind is CodeKind.Name ? at : default, way);
    }
}
