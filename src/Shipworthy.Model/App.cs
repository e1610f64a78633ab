namespace Shipworthy.Model;

/// <summary>
/// Everything that has been learnt about the app under examination, as one immutable value. Each kind of fact has a property; the file of the kind
/// adds it to this class, so that a new kind of fact is one file.
/// </summary>
public sealed partial class App(IFactSource source)
{
    /// <summary>All facts of one kind.</summary>
    public Facts<T> Of<T>()
        where T : Fact => source.Holding(typeof(T)).Of<T>();
}
