using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Files that code writes or removes, on disk or in a store, which stay as rows of a database do.</summary>
sealed class FilesWritten : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled ? null
        : IsStore(site)
            ? site.Does(EffectKind.WritesData, site.Origin.Package) with
            {
                IsUnderPolicies = ClientsOfCallers.Make(site.Sources.Code, site.Node),
            }
        : site.Origin.Package is "fs" or "node:fs" or "fs/promises" or "node:fs/promises" or "fs-extra"
        && site.Name
            is "writeFile"
                or "writeFileSync"
                or "appendFile"
                or "appendFileSync"
                or "createWriteStream"
                or "unlink"
                or "unlinkSync"
                or "rm"
                or "rmSync"
                or "outputFile"
                or "writeJson"
            ? site.Does(EffectKind.WritesData, "the file system")
        : null;

    /// <summary>Stores of files that a provider keeps.</summary>
    static bool IsStore(Site site) =>
        site.Origin.Package switch
        {
            "@vercel/blob" or "@netlify/blobs" => site.Name is "put" or "del" or "copy" or "set" or "setJSON" or "delete",
            "@supabase/supabase-js" or "@supabase/ssr" => site.Name is "upload" && site.Way.Contains("storage", StringComparison.Ordinal),
            "cloudinary" => site.Name is "upload" or "upload_stream" or "destroy",
            "@google-cloud/storage" or "firebase-admin" => site.Name is "upload" or "createWriteStream",
            "@azure/storage-blob" => site.Name.StartsWith("upload", StringComparison.Ordinal),
            _ => false,
        };
}
