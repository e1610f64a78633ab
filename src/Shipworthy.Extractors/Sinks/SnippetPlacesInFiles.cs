namespace Shipworthy.Extractors.Sinks;

/// <summary>Learns where assistants and people leave prompts, transcripts, agent settings and pasted text, by the places that the tools use.</summary>
sealed class SnippetPlacesInFiles : IExtractor
{
    static readonly ImmutableArray<string> Examples = [".example", ".sample", ".template", ".dist", "env.example.txt"];

    public ImmutableArray<Type> Teaches { get; } = [typeof(SnippetPlace)];

    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (Place(file.Path.ToLowerInvariant()) is var (kind, tool))
                learn.Add(new SnippetPlace(Location.File(file.Path), kind, tool));
    }

    internal static (SnippetKind, string)? Place(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        bool Under(string folder) =>
            path.StartsWith(folder + "/", StringComparison.Ordinal) || path.Contains($"/{folder}/", StringComparison.Ordinal);
        if (name is ".mcp.json" or "claude_desktop_config.json" || path.EndsWith("/mcp.json", StringComparison.Ordinal))
            return (SnippetKind.Settings, "MCP");
        if (Under(".claude") && name.StartsWith("settings", StringComparison.Ordinal))
            return (SnippetKind.Settings, "Claude Code");
        if (Under(".specstory"))
            return (SnippetKind.Transcript, "SpecStory");
        if (name.StartsWith(".aider.", StringComparison.Ordinal))
            return (SnippetKind.Transcript, "aider");
        if (Under("attached_assets"))
            return (SnippetKind.Paste, "Replit");
        if (Under(".snapshots"))
            return (SnippetKind.Paste, "");
        if (name is "claude.md" or "claude.local.md" || Under(".claude"))
            return (SnippetKind.Instructions, "Claude Code");
        if (name == ".cursorrules" || Under(".cursor"))
            return (SnippetKind.Instructions, "Cursor");
        if (name is "agents.md" or "gemini.md" or "copilot-instructions.md" or ".windsurfrules")
            return (SnippetKind.Instructions, "");
        if (name == "replit.md")
            return (SnippetKind.Instructions, "Replit");
        if (Under(".bolt") || Under(".lovable"))
            return (SnippetKind.Instructions, path.Contains(".bolt", StringComparison.Ordinal) ? "Bolt" : "Lovable");
        if (name.Contains("env", StringComparison.Ordinal) && Examples.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            return (SnippetKind.Example, "");
        return Under("prompts") && name.EndsWith(".md", StringComparison.Ordinal) ? (SnippetKind.Paste, "") : null;
    }
}
