namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>
/// Tells whether a tracer starts before the modules that it changes are loaded (rubric 6.4, rule 4). A tracer that is imported after them, or set up below the imports of the
/// same file, does not see their calls.
/// </summary>
sealed class LoadOrder(Sources sources, Deployable part, HashSet<CodeFile> files, HashSet<CodeFile> preloaded)
{
    static readonly HashSet<string> Changed = new(StringComparer.Ordinal)
    {
        "express",
        "fastify",
        "koa",
        "@hapi/hapi",
        "@nestjs/core",
        "pg",
        "mysql2",
        "mysql",
        "mongodb",
        "mongoose",
        "ioredis",
        "redis",
        "knex",
        "typeorm",
        "amqplib",
        "kafkajs",
        "@grpc/grpc-js",
    };

    /// <summary>The first module that is loaded before the call although the tracer changes it; null when there is none, or when the order is not known.</summary>
    public Location? Before(Code call)
    {
        var file = call.File;
        if (preloaded.Contains(file) || part.Framework is "Next.js" or "SvelteKit" or "Nuxt" || part.Stack is not Stack.JavaScript)
            return null;
        if (call.Kind is not CodeKind.Import && Within(call) is { Exists: true } function)
            return
                sources.Code.CallersOf(function).Where(one => files.Contains(one.File)).Take(2).ToList() is [var caller]
                && !Within(caller).Exists
                && !preloaded.Contains(caller.File)
                ? InFile(caller)
                : null;
        var importers = Importers(file).ToList();
        if (importers.Count == 0)
            return file.Path == part.At.Path ? InFile(call) : null;
        // Whatever loads the only file that loads the tracer, that file comes first.
        if (importers is [var (sole, only)])
            return Ahead(sole, only);
        foreach (var (importer, import) in importers)
            if (Importers(importer).Any() || Ahead(importer, import) is not { } early)
                return null;
            else
                return early;
        return null;
    }

    /// <summary>The function with a name in which something stands; none at the top of a file.</summary>
    static Code Within(Code node)
    {
        for (var at = node.Parent; at.Exists; at = at.Parent)
            if (at is { Kind: CodeKind.Function, Name.Length: > 0 })
                return at;
        return default;
    }

    /// <summary>Imports run before any statement; <c>require</c> runs where it stands.</summary>
    Location? InFile(Code call)
    {
        foreach (var (node, module) in Loads(call.File))
            if ((node.Start < call.Start || node.Kind is CodeKind.Import && call.Kind is not CodeKind.Import) && Changed.Contains(module))
                return node.At;
        return null;
    }

    /// <summary>A module that changes are made to, loaded ahead of the one that holds the tracer: by the file itself, or by a file that it imports before.</summary>
    Location? Ahead(CodeFile importer, Code import)
    {
        foreach (var (node, module) in Loads(importer))
        {
            if (node.Start >= import.Start)
                return null;
            if (Changed.Contains(module))
                return node.At;
            if (
                sources.Code.Module(importer, module) is { } next
                && files.Contains(next)
                && Loads(next).Any(one => Changed.Contains(one.Module))
            )
                return node.At;
        }
        return null;
    }

    IEnumerable<(CodeFile File, Code Import)> Importers(CodeFile file)
    {
        foreach (var other in files)
        foreach (var (node, module) in Loads(other))
            if (other != file && sources.Code.Module(other, module) == file)
            {
                yield return (other, node);
                break;
            }
    }

    static IEnumerable<(Code Node, string Module)> Loads(CodeFile file) =>
        NodeClients.Loads(file).Where(one => !one.Node.Is(Modifiers.TypeOnly) && !one.Node.Enclosing(CodeKind.Function).Exists);
}
