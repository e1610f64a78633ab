namespace Shipworthy.Checks.Infrastructure;

public sealed class BucketsPrivate() : Check("4.4", "Storage buckets are private by default")
{
    static readonly Rule Writable = new("4.4-1", Blocker, Stranger)
    {
        Says = "lets strangers write or delete files",
        Title = "Replace or delete customers' files, or store one's own at your cost",
        Consequence = "Anybody can overwrite what customers uploaded, or hand out harmful files under the app's name.",
        Fix = "Let only the owner of a file write it: a policy that compares the first folder of the path with the caller's id.",
    };

    static readonly Rule DocumentsOpen = new("4.4-2", Blocker, Stranger)
    {
        Says = "lets everybody read people's documents",
        Title = "Read customers' documents without signing in",
        Consequence = "Whoever guesses or finds an address reads invoices, passports or records of customers, and nobody notices.",
        Fix = "Make the bucket private, and hand documents out through signed links that expire within minutes.",
    };

    static readonly Rule Open = new("4.4-3", Major, Stranger)
    {
        Says = "lets everybody read files that are not plainly meant for everybody",
        Title = "Read files that were stored for somebody else",
        Consequence = "What people upload is public from its first moment on, whatever it holds.",
        Fix = "Make the bucket private, and keep a second one, named as public, for what is meant for everybody.",
    };

    static readonly Rule OpenToAllUsers = new("4.4-4", Major, Insider)
    {
        Says = "lets every signed-in user read everybody's files",
        Title = "Read other customers' files with an account of one's own",
        Consequence = "One free account is enough to read what all other customers uploaded.",
        Fix = "Compare the owner or the first folder of the path with the caller's id in the rule for reading.",
    };

    static readonly Rule Listed = new("4.4-5", Minor, Stranger)
    {
        Says = "lets strangers list the files of a public bucket",
        Title = "List every file of a public bucket",
        Consequence = "With the list, files that only an unguessable address protected are found at once.",
        Fix = "Take the right to list away: files of a public bucket are handed out without it.",
    };

    public override string Why =>
        """
            One setting makes your customers' files readable by anyone who guesses an address: passports, invoices, medical
            records. It is the classic breach.
            """;

    public override string Fix =>
        """
            Make every bucket private, hand out documents through signed links that expire, and open only what is meant for
            everybody:

            - **Amazon S3**: `aws_s3_account_public_access_block` with all four switches `true`, and CloudFront with origin access control for public pictures
            - **Supabase**: `update storage.buckets set public = false where id = 'documents';`, policies with `(storage.foldername(name))[1] = (select auth.uid())::text`, and `createSignedUrl(path, 300)`
            - **Firebase**: `match /users/{uid}/{file=**} { allow read, write: if request.auth.uid == uid; }`
            - **Google Cloud Storage**: `uniform_bucket_level_access = true` and `public_access_prevention = "enforced"`
            - **Azure**: `allow_nested_items_to_be_public = false` and `container_access_type = "private"`
            - **Cloudflare R2**: no public domain for the bucket, and presigned links
            - **Django**: `AWS_DEFAULT_ACL = None` and `AWS_QUERYSTRING_AUTH = True`
            - **Laravel**: `'visibility' => 'private'`, and `Storage::temporaryUrl($path, now()->addMinutes(5))`
            - **Rails**: no `public: true` in `config/storage.yml`
            """;

    public override string SettledBy =>
        """
            A probe asks, as nobody, for each bucket's list and for one file of its own. A look into the platform reads
            flags and policies. A list of the buckets that are meant for everybody: `shipworthy attest 4.4`, for 180 days.
            """;

    public override string Counts => "each bucket counts once";

    public override string ProvedWhen =>
        "is private by its own setting or its platform's default, or holds only what is meant for everybody and lets nobody list or write";

    public override string UnprovenWhen =>
        "is known by the name of a variable only, has a policy that could not be resolved, or may be older than its platform's private default";

    public override string? NotApplicableWhen => "no files are kept in buckets";

    public override ImmutableArray<Rule> Rules => [Writable, DocumentsOpen, Open, OpenToAllUsers, Listed];

    public override Verdict Judge(App app)
    {
        var judged = app.StorageBuckets.JudgeEach(Of);
        // What an app in a language that was not read keeps in buckets is not known, unless its libraries talk to no cloud.
        return app.GovernedPlatforms.BlindSpots.Any()
            ? judged.OrUnproven("some parts are written in languages whose use of buckets could not be read")
            : judged.OrNotApplicable("no files are kept in buckets");
    }

    /// <summary>The widest door decides. What could not be seen is asked only where no door is open.</summary>
    static Finding Of(StorageBucket bucket)
    {
        var findings = bucket.Doors.Select(door => Through(bucket, door)).OfType<Finding>().OrderByDescending(one => one.Severity).ToList();
        return findings is [var worst, ..] ? worst
            : bucket.Unseen is { } unseen ? bucket.Unproven($"{bucket.Name} ({bucket.Platform}) {unseen}")
            : bucket.Doors.IsEmpty ? bucket.Passes($"{bucket.Name} ({bucket.Platform}) {bucket.Private}")
            : bucket.Passes($"{bucket.Name} ({bucket.Platform}) is open for what is meant for everybody, and lets nobody list or write");
    }

    /// <summary>What a door means; null for one that is meant to be open.</summary>
    static Finding? Through(StorageBucket bucket, BucketDoor door)
    {
        var rule = (door.Act, bucket.Content) switch
        {
            (BucketAct.Write, _) => Writable,
            (BucketAct.Read or BucketAct.Unguarded, BucketContent.ForEverybody) => null,
            (BucketAct.Read, BucketContent.Documents) => DocumentsOpen,
            (BucketAct.Read or BucketAct.Unguarded, _) => Open,
            (BucketAct.ReadBySignedIn, BucketContent.ForEverybody) => null,
            (BucketAct.ReadBySignedIn, _) => OpenToAllUsers,
            (BucketAct.List, BucketContent.ForEverybody) => Listed,
            (BucketAct.List, BucketContent.Documents) => DocumentsOpen,
            (BucketAct.List, BucketContent.Unknown) => Open,
            (BucketAct.MayBeOpened, _) => Listed with { Says = door.Because },
            (BucketAct.Unknown, _) => null,
        };
        return rule is null
            ? null
            : bucket.Fails(rule, $"{bucket.Name} ({bucket.Platform}) {door.Because}") with
            {
                At = door.At,
                Related = door.At == bucket.At ? [] : [bucket.At],
            };
    }
}
