namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Buckets, blob containers and other stores of files that the app declares or uses, each with who gets in.</summary>
    public Facts<StorageBucket> StorageBuckets => Of<StorageBucket>();
}

/// <summary>A bucket or one like it.</summary>
/// <param name="At">Where it is declared, or where it is used.</param>
/// <param name="Platform">Whose it is, as its makers spell it: "Amazon S3".</param>
/// <param name="Name">Its name, as far as it is known.</param>
public sealed record StorageBucket(Location At, string Platform, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"bucket:{Platform}:{Name}";

    /// <summary>What it holds, by its name and by what the code puts into it.</summary>
    public BucketContent Content { get; init; }

    /// <summary>The ways in that are open.</summary>
    public ImmutableArray<BucketDoor> Doors { get; init; } = [];

    /// <summary>What keeps it private, as a clause about it: "blocks public access".</summary>
    public string Private { get; init; } = "";

    /// <summary>Why it could not be told who gets in, as a clause about it; null when it could.</summary>
    public string? Unseen { get; init; }
}

/// <summary>A way into a bucket.</summary>
/// <param name="Act">What can be done.</param>
/// <param name="At">What opens it.</param>
/// <param name="Because">How, as a clause about the place: "has the ACL public-read".</param>
public sealed record BucketDoor(BucketAct Act, Location At, string Because);

/// <summary>What a way into a bucket lets do.</summary>
public enum BucketAct
{
    Unknown,

    /// <summary>Strangers, or whoever signs up, write or delete files.</summary>
    Write,

    /// <summary>Strangers read files.</summary>
    Read,

    /// <summary>A guard against public access is switched off.</summary>
    Unguarded,

    /// <summary>Everybody who is signed in reads everybody's files.</summary>
    ReadBySignedIn,

    /// <summary>Strangers list the names of files.</summary>
    List,

    /// <summary>The account lets its containers be opened to the public.</summary>
    MayBeOpened,
}

/// <summary>What a bucket holds.</summary>
public enum BucketContent
{
    /// <summary>Its name says nothing.</summary>
    Unknown,

    /// <summary>What is meant for everybody: pictures of products, logos, avatars, the files of a site.</summary>
    ForEverybody,

    /// <summary>Documents of people or of the business.</summary>
    Documents,
}
