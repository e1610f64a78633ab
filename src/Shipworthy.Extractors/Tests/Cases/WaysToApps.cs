namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>
/// What a test file can use to come to an app without importing its code: a client of a network or a database, a browser, another program, the files of the repository.
/// </summary>
static class WaysToApps
{
    static readonly ImmutableHashSet<string> packages =
    [
        "@aws-sdk",
        "@firebase/rules-unit-testing",
        "@playwright/test",
        "@prisma/client",
        "@supabase/supabase-js",
        "aiohttp",
        "asyncpg",
        "axios",
        "boto3",
        "child_process",
        "execa",
        "firebase",
        "firebase-admin",
        "fs",
        "fs-extra",
        "glob",
        "got",
        "httpx",
        "ioredis",
        "ky",
        "mongodb",
        "mongoose",
        "mysql2",
        "node:child_process",
        "node:fs",
        "node-fetch",
        "ofetch",
        "pathlib",
        "pg",
        "playwright",
        "postgres",
        "psycopg",
        "psycopg2",
        "puppeteer",
        "pymongo",
        "redis",
        "requests",
        "selenium",
        "selenium-webdriver",
        "sqlalchemy",
        "subprocess",
        "supabase",
        "supertest",
        "testcontainers",
        "undici",
        "urllib",
        "webdriverio",
        "ws",
    ];

    static readonly ImmutableHashSet<string> names =
    [
        "Directory",
        "File",
        "HttpClient",
        "NpgsqlConnection",
        "Process",
        "SqlConnection",
        "TestServer",
        "WebApplicationFactory",
        "readFile",
        "readFileSync",
    ];

    /// <summary>Whether a test file uses one of them, itself or by a file beside it that it imports.</summary>
    public static bool AreIn(CodeFile file, CodeBase code) =>
        AreIn(file)
        || file.Root.Descendants(CodeKind.Import)
            .Where(import => import.Name.StartsWith('.') && !import.Is(Modifiers.TypeOnly))
            .Any(import => code.Module(file, import.Name) is { } beside && beside != file && AreIn(beside));

    /// <summary>Whether a test file uses one of them.</summary>
    static bool AreIn(CodeFile file) =>
        file
            .Root.Descendants()
            .Any(node =>
                node.Kind switch
                {
                    CodeKind.Import => packages.Contains(node.Name) || packages.Contains(PackageOf(node.Name)),
                    CodeKind.Name or CodeKind.Type => names.Contains(node.Name),
                    CodeKind.Call => node.Callee.Name is "require" && node.ArgumentAt(0).String is { } module && packages.Contains(module),
                    _ => false,
                }
            );

    static string PackageOf(string module)
    {
        var parts = module.Split('/', '.');
        return parts[0];
    }
}
