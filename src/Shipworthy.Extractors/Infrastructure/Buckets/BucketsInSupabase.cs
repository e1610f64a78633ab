using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Access;
using Shipworthy.Extractors.Schema.Supabase;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Buckets of Supabase's storage: the flag of each one and the policies on <c>storage.objects</c> decide, listing included (ruling 4.4). A public bucket hands out its
/// files without asking a policy; a policy for reading adds the list (supabase.com/docs/guides/storage/buckets/fundamentals).
/// </summary>
sealed class BucketsInSupabase(Sources sources)
{
    const string Platform = "Supabase Storage";

    /// <summary>The buckets.</summary>
    public IEnumerable<StorageBucket> All()
    {
        var declared = new Dictionary<string, StorageBucket>(StringComparer.Ordinal);
        foreach (var project in sources.SupabaseProjects)
        {
            var rows = new SupabaseBucketState();
            foreach (var migration in project.Migrations)
                rows.Apply(migration);
            foreach (var (name, (isPublic, at)) in rows.Buckets)
                declared[name] = Of(project, name, isPublic, at);
            foreach (var (name, isPublic, at) in InSettings(project))
                declared.TryAdd(name, Of(project, name, isPublic, at));
        }
        if (SupabaseProjects.OfLooseStorage(sources.Tree) is { } pasted)
        {
            var rows = new SupabaseBucketState();
            foreach (var file in pasted.Migrations)
                rows.Apply(file);
            foreach (var (name, (isPublic, at)) in rows.Buckets)
                if (!declared.Keys.Any(other => SameName(other, name)) && Used().Any(use => SameName(use.Name, name)))
                    declared[name] = Of(pasted, name, isPublic, at);
        }
        foreach (var call in sources.Code.Calls("createBucket").Where(call => sources.IsDeployed(call.File)))
            if (sources.Code.ValueOf(call.ArgumentAt(0)).AsText is { } name)
                declared.TryAdd(name, Of(sources.SupabaseProjects.FirstOrDefault(), name, PublicOf(call.ArgumentAt(1)), call.At));
        var used = Used().DistinctBy(use => use.Name).Where(use => !declared.Keys.Any(name => SameName(name, use.Name)));
        return declared.Values.Concat(
            used.Select(use => new StorageBucket(use.At, Platform, use.Name)
            {
                Content = BucketWords.Of(use.Name),
                Doors = HandedOut(use.Name) is { } at
                    ? [new(BucketAct.Read, at, "is read through public addresses, which only a public bucket answers")]
                    : [],
                Unseen = "is made by no migration, so that its flag and policies are known to the dashboard only",
            })
        );
    }

    /// <summary>Whether two names differ in nothing but the mark between their words, which is a slip of one of them.</summary>
    static bool SameName(string one, string other) => one.Replace('_', '-').Equals(other.Replace('_', '-'), StringComparison.Ordinal);

    bool? PublicOf(Code options) =>
        !options.Exists ? false
        : sources.Code.ObjectOf(options) is { Exists: true } literal
            ? literal.Property("public")[Part.Value] is { Exists: true } flag ? sources.Code.ValueOf(flag).AsTruth
                : false
        : null;

    IEnumerable<(string Name, bool? IsPublic, Location At)> InSettings(SupabaseProject project)
    {
        if (sources.Tree.Find($"{project.Folder}supabase/config.toml") is not { } file)
            yield break;
        foreach (var bucket in TomlFile.Read(file).Under("storage", "buckets").Entries)
            yield return (bucket.Key, bucket.Value["public"].Exists ? bucket.Value["public"].Truth : false, bucket.At);
    }

    /// <summary>Buckets that the code names: <c>storage.from("docs")</c>.</summary>
    IEnumerable<(string Name, Location At)> Used()
    {
        foreach (var call in sources.Code.Calls("from", "from_"))
            if (
                call.Receiver.Name is "storage"
                && sources.IsDeployed(call.File)
                && sources.Code.ValueOf(call.ArgumentAt(0)).AsText is { } name
            )
                yield return (name, call.At);
    }

    /// <summary>Where the app hands out public addresses of a bucket's files, and signs none; null where it does not.</summary>
    Location? HandedOut(string bucket)
    {
        Location? found = null;
        foreach (
            var call in sources.Code.Calls("getPublicUrl", "get_public_url", "createSignedUrl", "createSignedUrls", "create_signed_url")
        )
            if (
                call.Receiver is { Kind: CodeKind.Call, Receiver.Name: "storage" } from
                && sources.IsDeployed(call.File)
                && sources.Code.ValueOf(from.ArgumentAt(0)).AsText == bucket
            )
                if (call.Callee.Name.Contains("igned", StringComparison.Ordinal))
                    return null;
                else
                    found ??= call.At;
        return found;
    }

    StorageBucket Of(SupabaseProject? project, string name, bool? isPublic, Location at)
    {
        var result = new StorageBucket(at, Platform, name) { Content = BucketWords.Of(name) };
        if (isPublic is null)
            return result with { Unseen = "takes its flag from a value that could not be followed" };
        var doors = project is null ? [] : Policies(project, name).ToList();
        if (isPublic is true)
        {
            doors.Add(new(BucketAct.Read, at, "is public"));
            doors.RemoveAll(door => door.Act is BucketAct.ReadBySignedIn);
        }
        return result with { Doors = [.. doors], Private = "is private, and its policies let nobody read what belongs to others" };
    }

    IEnumerable<BucketDoor> Policies(SupabaseProject project, string bucket)
    {
        var name = new DbName("storage", "objects");
        if (!project.State.Elsewhere.TryGetValue(name, out var objects) && !project.State.Tables.TryGetValue(name, out objects))
            yield break;
        var names = Names.None;
        names.Set("bucket_id", Seen.Known(bucket));
        var stranger = new Policies(new(project.State, "anon")) { Names = names };
        var member = new Policies(new(project.State, "authenticated")) { Names = names };
        foreach (var command in (PolicyCommand[])[PolicyCommand.Insert, PolicyCommand.Update, PolicyCommand.Delete])
        {
            if (stranger.Of(objects, command) is (var turn, { } by) && turn.IsOpen())
                yield return new(BucketAct.Write, by.At, $"has the policy “{by.Name}”, which lets strangers {Verb(command)} files");
            else if (project.HasOpenSignUp is true or null && member.Of(objects, command) is (Turn.True, { } all) && SignsUp(project))
                yield return new(
                    BucketAct.Write,
                    all.At,
                    $"has the policy “{all.Name}”, which lets whoever signs up {Verb(command)} files, whoever they belong to"
                );
        }
        if (stranger.Of(objects, PolicyCommand.Select) is (var read, { } lists) && read.IsOpen())
            yield return new(BucketAct.List, lists.At, $"has the policy “{lists.Name}”, which lets strangers list and read its files");
        else if (member.Of(objects, PolicyCommand.Select) is (Turn.True, { } everybody))
            yield return new(
                BucketAct.ReadBySignedIn,
                everybody.At,
                $"has the policy “{everybody.Name}”, which lets every signed-in user read everybody's files"
            );
    }

    /// <summary>Whether strangers can make an account: the settings say so, or the code offers it.</summary>
    bool SignsUp(SupabaseProject project) =>
        project.HasOpenSignUp is true
        || sources.Code.Calls("signUp", "signInWithOtp", "signInWithOAuth", "sign_up").Any(call => sources.IsDeployed(call.File));

    static string Verb(PolicyCommand command) =>
        command switch
        {
            PolicyCommand.Insert => "add",
            PolicyCommand.Update => "overwrite",
            PolicyCommand.Delete => "delete",
            PolicyCommand.Select or PolicyCommand.All => "change",
        };
}
