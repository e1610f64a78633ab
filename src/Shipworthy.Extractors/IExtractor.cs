namespace Shipworthy.Extractors;

/// <summary>
/// Learns facts of some kinds from the sources: files, code, history. It never throws on input; what it cannot see it says as a blind spot.
/// Its file is its registration.
/// </summary>
public interface IExtractor
{
    /// <summary>The kinds of fact that it can teach. If it stops with an error, each of them gets a blind spot.</summary>
    ImmutableArray<Type> Teaches { get; }

    /// <summary>Looks at the sources and hands over what it learnt.</summary>
    void Extract(Sources sources, Learner learn);
}

/// <summary>
/// Learns from facts that extractors taught, together with the sources: which deployable an endpoint belongs to, what reaches a secret.
/// It runs after every <see cref="IExtractor"/>, and sees no other combiner's facts.
/// </summary>
public interface ICombiner
{
    /// <summary>The kinds of fact that it can teach. If it stops with an error, each of them gets a blind spot.</summary>
    ImmutableArray<Type> Teaches { get; }

    /// <summary>Looks at what is known and hands over what follows from it.</summary>
    void Combine(Sources sources, App known, Learner learn);
}
