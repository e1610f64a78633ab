namespace Shipworthy.Extractors.Clients;

/// <summary>Files of components that hold markup, styles and scripts together.</summary>
static class Components
{
    /// <summary>Whether a file is one, by its ending.</summary>
    public static bool Are(string path) => Path.GetExtension(path) is ".vue" or ".svelte" or ".astro";
}
