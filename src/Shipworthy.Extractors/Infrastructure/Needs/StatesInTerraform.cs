using Shipworthy.Extractors.Infrastructure.Terraform;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Where Terraform, OpenTofu and Pulumi keep their state: by the block <c>backend</c> or <c>cloud</c> of each root module, and by files of state in git.</summary>
public sealed class StatesInTerraform : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TerraformState)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var paths = sources
            .Tree.Files.Where(file => file.Tracked)
            .Select(file => (file.Path, file.Role))
            .Concat(sources.Tree.Unread.Where(file => file.Tracked).Select(file => (file.Path, Role: FileRole.Prod)));
        foreach (var (path, role) in paths)
            if (IsState(path) && role is not (FileRole.Example or FileRole.Test or FileRole.Vendored or FileRole.Docs))
                learn.Add(new TerraformState(Location.File(path), path, StateKeeping.InGit));
        if (!sources.Code.Files.Any(file => file.Language is Language.Hcl))
            return;
        foreach (var (module, stage, notMade) in new TerraformProject(sources).Roots())
            if (notMade is null && stage.ReachesProduction && module.GivenElsewhere is null && IsApplied(module.Folder))
                learn.Add(
                    new TerraformState(
                        module.Folder.Files[0].Root.At,
                        module.Folder.Path.Length > 0 ? module.Folder.Path : "the root folder",
                        KeepingOf(module.Folder)
                    )
                );
    }

    static bool IsState(string path) =>
        path.EndsWith(".tfstate", StringComparison.Ordinal)
        || path.EndsWith(".tfstate.backup", StringComparison.Ordinal)
        || path.Contains(".pulumi/stacks/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>A root that makes something itself, or through modules.</summary>
    static bool IsApplied(TerraformFolder folder) => folder.Resources.Count > 0 || folder.Calls.Count > 0;

    static StateKeeping KeepingOf(TerraformFolder folder)
    {
        foreach (var file in folder.Files)
        foreach (var block in file.Root.Children)
            if (block is { Kind: CodeKind.Block, Name: "terraform" })
                foreach (var inner in block.Children)
                    if (inner.Kind is CodeKind.Block && inner.Name is "cloud" or "backend")
                        return TerraformFolder.Label(inner, 0) is "local" ? StateKeeping.OnOneMachine : StateKeeping.Shared;
        return StateKeeping.OnOneMachine;
    }
}
