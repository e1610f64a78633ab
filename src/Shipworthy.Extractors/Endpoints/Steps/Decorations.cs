namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// What an app puts on the instance, the request or the reply of Fastify by a name: <c>fastify.decorate("authenticate", verify)</c>. Names that are given twice are not
/// followed.
/// </summary>
sealed class Decorations(CodeBase code)
{
    readonly Lazy<ILookup<string, Code>> named = new(() =>
        (code.Imports("fastify", "fastify-plugin") ? code.Calls("decorate", "decorateRequest", "decorateReply") : [])
            .Where(one => one.Callee.Kind is CodeKind.Member && one.ArgumentAt(0).String is not null)
            .ToLookup(one => one.ArgumentAt(0).String!, one => one.ArgumentAt(1), StringComparer.Ordinal)
    );

    /// <summary>What a member stands for; no node when nothing is known to be put there, or it is read of something else.</summary>
    public Code Of(Code member) =>
        member.Kind is CodeKind.Member && IsDecorated(member.Receiver) && named.Value[member.Name].Take(2).ToList() is [var only]
            ? only
            : default;

    static bool IsDecorated(Code receiver) =>
        receiver.Text is "this" || receiver.Name is "fastify" or "app" or "server" or "instance" or "this" or "request" or "req" or "reply";
}
