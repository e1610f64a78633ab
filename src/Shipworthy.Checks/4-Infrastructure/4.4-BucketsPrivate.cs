namespace Shipworthy.Checks.Infrastructure;

public sealed class BucketsPrivate() : CheckNotJudgedYet("4.4", "Storage buckets are private by default")
{
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
}
