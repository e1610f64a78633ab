namespace Shipworthy.Model;

/// <summary>Where an <see cref="App"/> has its facts from: learnt before, or learnt when they are first asked for.</summary>
public interface IFactSource
{
    /// <summary>A set that holds every fact and blind spot of the kind; it may hold others as well.</summary>
    FactSet Holding(Type kind);
}
