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
        && !IsLog(site)
            ? site.Does(EffectKind.WritesData, "the file system")
        : null;

    /// <summary>What an app adds to its log tells of calls, and is nothing that a call changes: <c>fs.appendFileSync("logs/app.log", line)</c>.</summary>
    static bool IsLog(Site site) =>
        site.Name is "appendFile" or "appendFileSync" or "createWriteStream"
        && site.Node.ArgumentAt(0) is { Exists: true } file
        && IsLog(site.Sources.Code, file, 6);

    static bool IsLog(CodeBase code, Code file, int steps)
    {
        if (steps <= 0)
            return false;
        var value = file.Kind is CodeKind.Argument ? file[Part.Value] : file;
        return value.Kind switch
        {
            CodeKind.Name => code.Definition(value) is { Kind: CodeKind.Variable } held && IsLog(code, held[Part.Value], steps - 1),
            CodeKind.Conditional => IsLog(code, value[Part.Then], steps - 1) && IsLog(code, value[Part.Else], steps - 1),
            CodeKind.Call => value.Callee.Name is "join" or "resolve"
                && value.Arguments.LastOrDefault() is { Exists: true } last
                && IsLog(code, last, steps - 1),
            CodeKind.Literal => value.String is { } text && text.EndsWith(".log", StringComparison.Ordinal),
            CodeKind.Template => value.Text.TrimEnd('`', '"', '\'').EndsWith(".log", StringComparison.Ordinal),
            _ => false,
        };
    }

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
