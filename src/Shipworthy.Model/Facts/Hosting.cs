namespace Shipworthy.Model;

/// <summary>Where a part of the app runs (rubric T8), as far as a file of the repository proves it.</summary>
public enum Hosting
{
    /// <summary>No file proves it.</summary>
    Unknown,

    /// <summary>Vercel.</summary>
    Vercel,

    /// <summary>Netlify.</summary>
    Netlify,

    /// <summary>Cloudflare Workers or Pages.</summary>
    Cloudflare,

    /// <summary>Firebase Hosting or Functions.</summary>
    Firebase,

    /// <summary>Supabase.</summary>
    Supabase,

    /// <summary>Lovable.</summary>
    Lovable,

    /// <summary>Replit.</summary>
    Replit,

    /// <summary>Fly.io.</summary>
    Fly,

    /// <summary>Render.</summary>
    Render,

    /// <summary>Railway.</summary>
    Railway,

    /// <summary>Heroku or something that deploys like it.</summary>
    Heroku,

    /// <summary>Amazon Web Services.</summary>
    Aws,

    /// <summary>Google Cloud.</summary>
    GoogleCloud,

    /// <summary>Microsoft Azure.</summary>
    Azure,

    /// <summary>A Kubernetes cluster.</summary>
    Kubernetes,

    /// <summary>A machine with Docker Compose.</summary>
    Compose,
}

/// <summary>Questions to <see cref="Hosting"/>.</summary>
public static class HostingQuestions
{
    extension(Hosting hosting)
    {
        /// <summary>
        /// Whether the host runs as many copies of a program as calls come, each with a memory of its own (rubric T8, "serverless"); null when that depends on settings, or
        /// where it runs is unknown.
        /// </summary>
        public bool? RunsManyCopies =>
            hosting switch
            {
                Hosting.Vercel or Hosting.Netlify or Hosting.Cloudflare or Hosting.Firebase or Hosting.Supabase => true,
                Hosting.Replit or Hosting.Fly or Hosting.Render or Hosting.Railway or Hosting.Heroku or Hosting.Compose => false,
                Hosting.Unknown or Hosting.Lovable or Hosting.Aws or Hosting.GoogleCloud or Hosting.Azure or Hosting.Kubernetes => null,
            };
    }
}
