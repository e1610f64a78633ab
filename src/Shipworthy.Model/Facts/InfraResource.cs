namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What files of the repository declare to a cloud, a cluster or a host: the infrastructure in code.</summary>
    public Facts<InfraResource> InfraResources => Of<InfraResource>();
}

/// <summary>
/// One thing that a file of infrastructure declares: a bucket, a database, a role, a service. A Terraform module that is called twice gives its resources twice,
/// each with the values of its call.
/// </summary>
/// <param name="At">Where it is declared.</param>
/// <param name="Tool">What reads the declaration.</param>
/// <param name="Type">
/// Its type in the words of the tool: <c>aws_s3_bucket</c>, <c>AWS::S3::Bucket</c>, <c>Deployment</c>, <c>aws-cdk-lib/aws-s3.Bucket</c>. Of a module from elsewhere
/// <c>module:</c> with its source.
/// </param>
/// <param name="Name">What the file calls it: the label, the logical id, the name in the manifest.</param>
public sealed record InfraResource(Location At, InfraTool Tool, string Type, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"infra:{Tool}:{Root}:{Address}{(Key.Length > 0 ? $"[{Key}]" : "")}";

    /// <summary>What kind of thing it is.</summary>
    public InfraKind Kind { get; init; }

    /// <summary>Whose it is, in lower case: <c>aws</c>, <c>google</c>, <c>azure</c>, <c>kubernetes</c>, <c>cloudflare</c>, <c>neon</c>; empty when it is not known.</summary>
    public string Provider { get; init; } = "";

    /// <summary>
    /// How other resources of the same <see cref="Root"/> refer to it: <c>aws_s3_bucket.uploads</c>, below a module <c>module.files.aws_s3_bucket.uploads</c>; a logical id.
    /// It is what <see cref="InfraValue.Text"/> of a reference says.
    /// </summary>
    public string Address { get; init; } = "";

    /// <summary>Of a resource that is declared once for many, the key of this one; empty for every other.</summary>
    public string Key { get; init; } = "";

    /// <summary>The folder of the root module, or the file of the template: what is applied as one.</summary>
    public string Root { get; init; } = "";

    /// <summary>
    /// Its settings, resolved: a map under the names of the tool. Blocks of one name are a list when there are several, and policy documents, however they are
    /// written, are maps with <c>Statement</c>, as IAM writes them.
    /// </summary>
    public InfraValue Settings { get; init; } = InfraValue.Absent;

    /// <summary>The environment that it belongs to.</summary>
    public InfraStage Stage { get; init; }

    /// <summary>Why it makes nothing, as a clause: "is in a module that nothing calls", "is switched off"; null when it is made.</summary>
    public string? NotMade { get; init; }

    /// <summary>Whether a condition that could not be decided stands around it, so that it is made or not.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether it only looks up what something else has made: a <c>data</c> source, an import by name.</summary>
    public bool IsLookup { get; init; }

    /// <summary>Whether production has it: it is made, and belongs to no other environment alone.</summary>
    public bool IsInProduction => NotMade is null && !IsLookup && Stage.ReachesProduction;
}

/// <summary>What reads a declaration of infrastructure.</summary>
public enum InfraTool
{
    Unknown,

    /// <summary>Terraform or OpenTofu.</summary>
    Terraform,

    /// <summary>AWS CloudFormation, SAM, and the resources of the Serverless Framework.</summary>
    CloudFormation,

    /// <summary>Manifests of Kubernetes.</summary>
    Kubernetes,

    /// <summary>The AWS Cloud Development Kit.</summary>
    Cdk,

    /// <summary>Pulumi.</summary>
    Pulumi,

    /// <summary>SST.</summary>
    Sst,

    /// <summary>Bicep.</summary>
    Bicep,

    /// <summary>.NET Aspire.</summary>
    Aspire,

    /// <summary>The file of a platform: <c>render.yaml</c>, <c>fly.toml</c>, <c>wrangler.toml</c>, <c>firebase.json</c>, <c>vercel.json</c>.</summary>
    Platform,

    /// <summary>A compose file.</summary>
    Compose,

    /// <summary>A Supabase project: settings, migrations, functions.</summary>
    Supabase,

    /// <summary>What prepares a machine: Ansible, cloud-init, Nix, Packer.</summary>
    Machine,
}

/// <summary>What kind of thing a resource is.</summary>
public enum InfraKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Something that runs the app's code: a service, a function, a task, a deployment.</summary>
    Runtime,

    /// <summary>A database.</summary>
    Database,

    /// <summary>A cache.</summary>
    Cache,

    /// <summary>A queue, topic or broker.</summary>
    Queue,

    /// <summary>A bucket, blob container or other store of files.</summary>
    Bucket,

    /// <summary>A schedule that starts something.</summary>
    Schedule,

    /// <summary>A search engine or vector store.</summary>
    Search,

    /// <summary>A machine, or a cluster of them.</summary>
    Machine,

    /// <summary>Who is allowed to do what: roles, policies, bindings, keys of people and programs.</summary>
    Access,

    /// <summary>A store of secrets, or an entry in one.</summary>
    Secret,

    /// <summary>Everything else: networks, names, certificates, alarms, settings of other resources.</summary>
    Other,
}

/// <summary>The environment that a declaration belongs to (rubric D1).</summary>
public enum InfraStage
{
    /// <summary>It could not be told, as when a variable decides it.</summary>
    Unknown,

    /// <summary>It bears no mark, and nothing beside it bears one: it is all there is.</summary>
    Only,

    /// <summary>It bears no mark, and others beside it do: all environments have it.</summary>
    Shared,

    /// <summary>Production.</summary>
    Production,

    /// <summary>A deployed environment before production: staging, preview, test.</summary>
    Staging,

    /// <summary>Development.</summary>
    Development,
}

/// <summary>Questions to <see cref="InfraStage"/>.</summary>
public static class InfraStages
{
    extension(InfraStage stage)
    {
        /// <summary>Whether production has what belongs to the environment.</summary>
        public bool ReachesProduction =>
            stage switch
            {
                InfraStage.Unknown or InfraStage.Only or InfraStage.Shared or InfraStage.Production => true,
                InfraStage.Staging or InfraStage.Development => false,
            };
    }
}
