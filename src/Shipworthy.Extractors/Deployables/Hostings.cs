using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Tells where a part of the app runs, by the files that platforms read (rubric T8). The nearest file to the part decides.</summary>
static class Hostings
{
    static readonly ImmutableArray<(string Name, Hosting Hosting)> Marks =
    [
        ("vercel.json", Hosting.Vercel),
        ("netlify.toml", Hosting.Netlify),
        ("wrangler.toml", Hosting.Cloudflare),
        ("wrangler.json", Hosting.Cloudflare),
        ("wrangler.jsonc", Hosting.Cloudflare),
        ("firebase.json", Hosting.Firebase),
        ("apphosting.yaml", Hosting.Firebase),
        ("fly.toml", Hosting.Fly),
        ("render.yaml", Hosting.Render),
        ("railway.json", Hosting.Railway),
        ("railway.toml", Hosting.Railway),
        ("nixpacks.toml", Hosting.Railway),
        ("heroku.yml", Hosting.Heroku),
        ("apprunner.yaml", Hosting.Aws),
        ("serverless.yml", Hosting.Aws),
        ("samconfig.toml", Hosting.Aws),
        ("cdk.json", Hosting.Aws),
        ("app.yaml", Hosting.GoogleCloud),
        ("cloudbuild.yaml", Hosting.GoogleCloud),
        ("staticwebapp.config.json", Hosting.Azure),
        ("azure.yaml", Hosting.Azure),
        ("Chart.yaml", Hosting.Kubernetes),
        (".replit", Hosting.Replit),
    ];

    /// <summary>Where the part in the folder runs.</summary>
    public static Hosting Of(SourceTree tree, string folder)
    {
        for (var at = folder; ; at = at[..Math.Max(0, at.LastIndexOf('/'))])
        {
            foreach (var (name, hosting) in Marks)
                if (tree.Find(at.Length == 0 ? name : $"{at}/{name}") is not null)
                    return hosting;
            if (at.Length == 0)
                return Hosting.Unknown;
        }
    }
}
