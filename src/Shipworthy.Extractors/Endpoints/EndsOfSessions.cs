using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// Sessions of a database that a dependency hands over and ends: <c>yield db; db.commit()</c>. It saves what the handler changed, and nothing where that
/// only reads.
/// </summary>
static class EndsOfSessions
{
    /// <summary>Whether an act is such an end.</summary>
    public static bool IsEnd(Act act) =>
        act is { Kind: ActKind.Does, Effect: EffectKind.WritesData, At: { Kind: CodeKind.Call, Callee.Name: "commit" } at }
        && at.File.Language is Language.Python
        && at.Enclosing(CodeKind.Function) is { Exists: true } function
        && function.Descendants(CodeKind.Yield).Any();

    /// <summary>Whether all changes of data among acts are such ends.</summary>
    public static bool AreAllChanges(List<Act> acts) =>
        acts.Exists(IsEnd)
        && acts.TrueForAll(act =>
            act.Kind is not (ActKind.NotFollowed or ActKind.NotRead)
            && (act is not { Kind: ActKind.Does, Effect: EffectKind.WritesData } || IsEnd(act))
        );

    /// <summary>Whether anything that a handler runs changes an object, which a session would save without being told.</summary>
    public static bool MaySave(CodeBase code, Code handler) =>
        new PathWalk(code)
            .From(handler)
            .Select(node => node.Function)
            .Distinct()
            .SelectMany(function => function.Descendants())
            .Any(node =>
                node.Kind is CodeKind.Assignment
                    && node[Part.Target] is { Kind: CodeKind.Member } target
                    && target.Receiver.Name is not "self"
                || node
                    is {
                        Kind: CodeKind.Call,
                        Callee.Name: "setattr" or "update" or "append" or "extend" or "remove" or "clear" or "pop" or "merge"
                    }
                    && !IsOfOwnList(code, node)
            );

    /// <summary>Whether a call fills a list or dictionary that the code itself made.</summary>
    static bool IsOfOwnList(CodeBase code, Code call) =>
        call.Callee is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name } receiver }
        && code.Definition(receiver)[Part.Value].Kind is CodeKind.Array or CodeKind.Object;
}
