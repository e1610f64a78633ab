namespace Shipworthy.Extractors;

/// <summary>Takes what one extractor learns.</summary>
public sealed class Learner(ImmutableArray<Type> teaches)
{
    /// <summary>What was handed over so far.</summary>
    public FactSet Facts { get; } = new();

    /// <summary>Takes a fact. Its kind must be one that the extractor declares.</summary>
    public void Add(Fact fact)
    {
        Declared(fact.GetType());
        Facts.Add(fact);
    }

    /// <summary>Takes a place where facts of the kind may be, and could not be seen.</summary>
    public void CannotSee<T>(Location at, string because)
        where T : Fact
    {
        Declared(typeof(T));
        Facts.AddBlindSpot(typeof(T), new(at, because));
    }

    void Declared(Type kind)
    {
        if (!teaches.Contains(kind))
            throw new InvalidOperationException($"an extractor taught {kind.Name} without declaring it in Teaches");
    }
}
