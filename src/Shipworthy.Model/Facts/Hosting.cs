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
