using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// A way into the app as its framework registers it, before anything is known about what its functions do: address, handler, and what runs before the handler in
/// the order in which it runs.
/// </summary>
/// <param name="At">The registration: a call, a decorator, an exported function.</param>
/// <param name="Framework">The framework, as its makers spell it.</param>
/// <param name="Method">The HTTP method in capitals, <c>ANY</c>, or <c>ACTION</c>.</param>
/// <param name="Path">The address with everything that it is mounted under; parameters as the framework writes them.</param>
sealed record Route(Code At, string Framework, string Method, string Path)
{
    /// <summary>What answers: a function, or an expression that stands for one. No node when it is not known.</summary>
    public Code Handler { get; init; }

    /// <summary>What runs before it, outermost first.</summary>
    public ImmutableArray<Step> Before { get; init; } = [];

    /// <summary>What serves it, where that lies in another part of the app than the route: a procedure in a package that several apps share. No node elsewhere.</summary>
    public Code Host { get; init; }

    /// <summary>Whether it is a surface of a platform that clients call by themselves.</summary>
    public bool IsPlatformSurface { get; init; }

    /// <summary>What answers for each of its fields, where one address serves many: the resolvers of GraphQL.</summary>
    public ImmutableArray<(string Name, Code Handler)> Fields { get; init; } = [];

    /// <summary>What a class of Django REST framework answers with by its attributes; null elsewhere.</summary>
    public DjangoAnswer? Answer { get; init; }

    /// <summary>Why what its fields do is not known, as a clause; null when it is.</summary>
    public string? FieldsNotSeen { get; init; }

    /// <summary>Why some of what runs before it may be missing here, as a clause; null when nothing is.</summary>
    public string? NotFollowed { get; init; }
}

/// <summary>
/// Something that runs before a handler: an expression to be read (a middleware, a decorator, a dependency), or an act that the framework's own words already tell.
/// </summary>
/// <param name="What">The expression; of a known act, the place of the words.</param>
readonly record struct Step(Code What)
{
    /// <summary>What the step does, when the framework says so: <c>[Authorize]</c>. Null when the expression has to be read.</summary>
    public Act? Known { get; init; }

    /// <summary>Whether it is the work of the route itself, which a class of the framework does where the app wrote no handler.</summary>
    public bool IsWork { get; init; }

    /// <summary>Whether it only prepares what a handler finds, so that it stops nobody unless it surely refuses: the context of a server of GraphQL.</summary>
    public bool IsPreparation { get; init; }
}
