namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>A place where code of a client writes something down that outlives a call.</summary>
/// <param name="At">The call or assignment.</param>
/// <param name="Key">The expression under which it is written; no node where the store has no keys.</param>
/// <param name="Value">What is written.</param>
/// <param name="Store">Where.</param>
/// <param name="Place">The store as people call it: <c>localStorage</c>.</param>
readonly record struct StoreWrite(Code At, Code Key, Code Value, CredentialStore Store, string Place)
{
    /// <summary>The key, where it is known as text already; empty elsewhere.</summary>
    public string KeyText { get; init; } = "";

    /// <summary>The library that writes, where it is not the app's own code.</summary>
    public string By { get; init; } = "";
}

/// <summary>Finds writes into one kind of store. One file a kind; its file is its registration.</summary>
interface IStoreFinder
{
    /// <summary>All writes of the app's code.</summary>
    IEnumerable<StoreWrite> Find(CodeBase code);
}

/// <summary>One instance of every finder.</summary>
[Shipworthy.Generators.ListsAll<IStoreFinder>]
static partial class AllStoreFinders;
