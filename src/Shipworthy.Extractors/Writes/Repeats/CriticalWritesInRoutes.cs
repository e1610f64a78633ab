namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>
/// Writes that must happen once, on the ways from webhooks, other routes and consumers of queues, and in code that no route leads to: what changes money-like values, makes orders,
/// or asks a provider for money; with what tells a repeated attempt from the first.
/// </summary>
public sealed class CriticalWritesInRoutes : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CriticalWrite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn) => new CriticalWriteReading(sources, learn).All();
}
