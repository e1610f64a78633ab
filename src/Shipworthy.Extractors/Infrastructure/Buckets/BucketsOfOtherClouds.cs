namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>Buckets of Google Cloud, blob containers of Azure, buckets of Cloudflare and DigitalOcean that files of infrastructure declare.</summary>
sealed class BucketsOfOtherClouds(App known)
{
    readonly ImmutableArray<InfraResource> made = BucketScope.Of(known);

    /// <summary>The buckets.</summary>
    public IEnumerable<StorageBucket> All() =>
        made.Select(one =>
                one.Type switch
                {
                    "google_storage_bucket" => Google(one),
                    "azurerm_storage_container" => Container(one, one.Settings["container_access_type"]),
                    "azurerm_storage_account" => Account(one, one.Settings["allow_nested_items_to_be_public"], isOpenByDefault: true),
                    "Microsoft.Storage/storageAccounts" => Account(
                        one,
                        one.Settings.Under("properties", "allowBlobPublicAccess"),
                        isOpenByDefault: false
                    ),
                    "Microsoft.Storage/storageAccounts/blobServices/containers" => Container(
                        one,
                        one.Settings.Under("properties", "publicAccess")
                    ),
                    "AddAzureStorage" => new(one.At, "Azure Blob Storage", one.Name)
                    {
                        Private = "is private by the default of Azure and of Aspire",
                    },
                    "cloudflare:r2_buckets" or "cloudflare_r2_bucket" => CloudflareR2(one),
                    "digitalocean_spaces_bucket" => Spaces(one),
                    _ => null,
                }
            )
            .OfType<StorageBucket>();

    StorageBucket Google(InfraResource bucket)
    {
        var result = New(bucket, "Google Cloud Storage", bucket.Settings["name"]);
        if (bucket.Settings["public_access_prevention"].Literal is "enforced")
            return result with { Private = "enforces the prevention of public access" };
        var doors = made.Where(one =>
                one.Type.StartsWith("google_storage_bucket_", StringComparison.Ordinal)
                && one.Root == bucket.Root
                && (
                    one.Settings["bucket"].References.Any(reference => reference.Text == bucket.Address)
                    || one.Settings["bucket"].Literal is { } name && name == bucket.Settings["name"].Literal
                )
            )
            .SelectMany(Opened)
            .ToImmutableArray();
        return result with { Doors = doors, Private = "is private by the default of Google Cloud, and nothing opens it" };
    }

    static IEnumerable<BucketDoor> Opened(InfraResource binding)
    {
        var members = binding
            .Settings["member"]
            .Each()
            .Concat(binding.Settings["members"].Each())
            .Concat(binding.Settings["entity"].Each());
        if (
            !members.Any(member => member.Literal is "allUsers" or "allAuthenticatedUsers")
            && binding.Settings["predefined_acl"].Literal is not ("publicRead" or "publicReadWrite")
        )
            yield break;
        var role = binding.Settings["role"].Shown;
        if (
            role.Contains("Admin", StringComparison.Ordinal)
            || role.Contains("Creator", StringComparison.Ordinal)
            || role is "WRITER" or "OWNER"
        )
            yield return new(BucketAct.Write, binding.At, $"gives {role} to everybody");
        else
            yield return new(BucketAct.Read, binding.At, $"gives {(role.Length > 0 ? role : "read access")} to everybody");
    }

    static StorageBucket Container(InfraResource container, InfraValue access)
    {
        var result = New(container, "Azure Blob Storage", container.Settings["name"]);
        return access.IsUnset
            ? result with
            {
                Private = "is private by the default of Azure",
            }
            : access.Literal?.ToLowerInvariant() switch
            {
                "private" or "none" => result with { Private = "is private" },
                "blob" => result with { Doors = [new(BucketAct.Read, access.At, $"has the access {access.Text}")] },
                "container" => result with
                {
                    Doors =
                    [
                        new(BucketAct.Read, access.At, $"has the access {access.Text}"),
                        new(BucketAct.List, access.At, $"has the access {access.Text}"),
                    ],
                },
                _ => result with { Unseen = "takes its access from a value that could not be followed" },
            };
    }

    static StorageBucket Account(InfraResource account, InfraValue allows, bool isOpenByDefault)
    {
        var result = New(account, "Azure Blob Storage", account.Settings["name"]) with { Content = BucketContent.ForEverybody };
        return allows.Truth is false ? result with { Private = "does not let containers be opened" }
            : allows.Truth is true || isOpenByDefault && allows.IsUnset
                ? result with
                {
                    Doors =
                    [
                        new(
                            BucketAct.MayBeOpened,
                            allows.IsUnset ? account.At : allows.At,
                            allows.IsUnset
                                ? "lets containers be opened to the public, by the default of its provider"
                                : "lets containers be opened to the public"
                        ),
                    ],
                }
            : allows.IsUnset ? result with { Private = "does not let containers be opened, by the default of Azure" }
            : result with { Unseen = "takes its setting for public access from a value that could not be followed" };
    }

    StorageBucket CloudflareR2(InfraResource bucket)
    {
        var result = New(bucket, "Cloudflare R2", bucket.Settings[bucket.Tool is InfraTool.Terraform ? "name" : "bucket_name"]);
        var domain = made.FirstOrDefault(one =>
            one.Type is "cloudflare_r2_managed_domain" or "cloudflare_r2_custom_domain"
            && one.Settings["enabled"].Truth is not false
            && one.Settings["bucket_name"].References.Any(reference => reference.Text == bucket.Address)
        );
        return domain is null
            ? result with
            {
                Private = "has no public address, as is the default of R2",
            }
            : result with
            {
                Doors = [new(BucketAct.Read, domain.At, "gives the bucket a public address")],
            };
    }

    static StorageBucket Spaces(InfraResource bucket)
    {
        var result = New(bucket, "DigitalOcean Spaces", bucket.Settings["name"]);
        return bucket.Settings["acl"] is { Literal: "public-read" } acl
            ? result with
            {
                Doors = [new(BucketAct.Read, acl.At, "has the ACL public-read")],
            }
            : result with
            {
                Private = "is private by the default of Spaces",
            };
    }

    static StorageBucket New(InfraResource resource, string platform, InfraValue name)
    {
        var shown = name.IsUnset ? resource.Name : name.Shown;
        return new(resource.At, platform, shown) { Content = BucketWords.Of($"{resource.Name} {BucketWords.Written(name)}") };
    }
}
