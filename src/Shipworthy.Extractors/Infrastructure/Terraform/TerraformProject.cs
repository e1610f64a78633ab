using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>All Terraform of an app: its folders, and the root modules that are applied, each with the values of its files (rubric D9).</summary>
sealed class TerraformProject
{
    readonly Dictionary<string, TerraformFolder> folders;
    readonly HashSet<string> called = new(StringComparer.Ordinal);
    readonly bool terragrunt;
    readonly Reading.SourceTree tree;

    /// <summary>Sorts the files of an app.</summary>
    public TerraformProject(Sources sources)
    {
        tree = sources.Tree;
        folders = sources
            .Code.Files.Where(file =>
                file.Language is Language.Hcl
                && !file.Path.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase)
                && sources.Tree.Find(file.Path) is { } source
                && Folders.Counts(source.Role)
            )
            .GroupBy(file => Paths.FolderOf(file.Path))
            .Select(group => new TerraformFolder(group.Key, group))
            .ToDictionary(folder => folder.Path, StringComparer.Ordinal);
        foreach (var folder in folders.Values)
        foreach (var call in folder.Calls.Values)
            if (call.Property("source")[Part.Value].String is { } source && FolderOf(folder.Path, source) is { } target)
                called.Add(target);
        terragrunt = folders.Count > 0 && sources.Tree.Named("terragrunt.hcl").Any();
    }

    /// <summary>Root modules, and modules that nothing calls.</summary>
    public IEnumerable<(TerraformModule Module, InfraStage Stage, string? NotMade)> Roots()
    {
        var roots = folders.Values.Where(folder => folder.Files.Length > 0 && !called.Contains(folder.Path)).ToList();
        var uncalled = roots.Where(IsModule).ToHashSet();
        var marked = roots
            .Where(root => !uncalled.Contains(root) && InfraStageNames.OfPath(root.Path) is not InfraStage.Unknown)
            .ToHashSet();
        foreach (var root in roots)
        {
            var elsewhere = uncalled.Contains(root) && terragrunt ? "is given by Terragrunt" : null;
            var module = new TerraformModule(root, "", ValuesOf(root, out var ofFile), Find, new(tree)) { GivenElsewhere = elsewhere };
            yield return (
                module,
                StageOf(root, module, ofFile, marked.Count > 0),
                uncalled.Contains(root) && !terragrunt ? "is in a module that nothing calls" : null
            );
        }
    }

    TerraformFolder? Find(string path) => folders.GetValueOrDefault(path);

    /// <summary>The folder of the app that a module's source leads to; null when it lies elsewhere.</summary>
    public static string? FolderOf(string from, string source) =>
        source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal) || source is "." or ".."
            ? Paths.Within(from, source)
            : null;

    static bool IsModule(TerraformFolder folder) => folder.Path.Split('/').Any(segment => segment is "modules" or "module" or "_modules");

    static InfraStage StageOf(TerraformFolder root, TerraformModule module, InfraStage ofFile, bool othersAreMarked)
    {
        if (InfraStageNames.OfPath(root.Path) is not InfraStage.Unknown and var byPath)
            return byPath;
        if (ofFile is not InfraStage.Unknown)
            return ofFile;
        foreach (var name in (string[])["environment", "env", "stage", "environment_name"])
            if (root.Variables.TryGetValue(name, out var variable))
                return
                    module.Variable(name, variable.At).Literal is { } value
                    && InfraStageNames.OfName(value) is not InfraStage.Unknown and var stage
                    ? stage
                    : InfraStage.Unknown;
        return othersAreMarked ? InfraStage.Shared : InfraStage.Only;
    }

    /// <summary>What files of values set: those that are always loaded, and over them the one for production, or the only one there is.</summary>
    Dictionary<string, InfraValue> ValuesOf(TerraformFolder root, out InfraStage stage)
    {
        stage = InfraStage.Unknown;
        var all = root.Values.Concat(FoldersOfValues(root).SelectMany(folder => folder.Values)).ToList();
        var loaded = all.Where(file => Paths.FolderOf(file.Path) == root.Path && IsLoaded(file)).ToList();
        var others = all.Except(loaded).ToList();
        var chosen = others.Where(file => StageOf(root, file) is InfraStage.Production).ToList();
        if (chosen.Count > 0)
            stage = InfraStage.Production;
        else
            chosen = others;
        if (stage is InfraStage.Unknown && chosen is [var one])
            stage = StageOf(root, one);
        var given = new Dictionary<string, InfraValue>(StringComparer.Ordinal);
        var bare = new TerraformModule(root, "", given, Find, new(tree));
        var values = new TerraformValues(tree);
        foreach (var file in loaded)
        foreach (var setting in Settings(file))
            given[setting.Name] = values.Of(setting[Part.Value], bare, TerraformScope.None);
        foreach (var setting in chosen.SelectMany(Settings).GroupBy(setting => setting.Name, StringComparer.Ordinal))
        {
            var written = setting.Select(one => values.Of(one[Part.Value], bare, TerraformScope.None)).ToList();
            given[setting.Key] =
                written.Count == chosen.Count && (written.Count == 1 || IsSame(setting))
                    ? written[0]
                    : InfraValue.UnknownBecause(
                        written[0].At,
                        $"takes its value from var.{setting.Key}, which depends on the file of values"
                    );
        }
        return given;
    }

    static IEnumerable<Code> Settings(CodeFile file) => file.Root.Children.Where(node => node.Kind is CodeKind.Property);

    static bool IsSame(IEnumerable<Code> settings) =>
        settings.Select(one => one[Part.Value].Text).Distinct(StringComparer.Ordinal).Count() == 1;

    /// <summary>
    /// Folders of nothing but values that a root is applied with: those below it, and those elsewhere that set variables of this root alone, which a command passes along
    /// (<c>-var-file</c>).
    /// </summary>
    IEnumerable<TerraformFolder> FoldersOfValues(TerraformFolder root) =>
        folders.Values.Where(folder =>
            folder.Values.Length > 0
            && folder.Files.Length == 0
            && (
                Paths.IsIn(root.Path, folder.Path)
                || !IsModule(root)
                    && !folders.Values.Any(other => other.Files.Length > 0 && Paths.IsIn(other.Path, folder.Path))
                    && folder.Values.SelectMany(Settings).ToList() is { Count: > 1 } set
                    && set.TrueForAll(setting => root.Variables.ContainsKey(setting.Name))
            )
        );

    /// <summary>The environment of a file of values, by its path below the root, or below the folder that it shares with the root.</summary>
    static InfraStage StageOf(TerraformFolder root, CodeFile file)
    {
        var shared = 0;
        for (var i = 0; i < Math.Min(root.Path.Length, file.Path.Length) && root.Path[i] == file.Path[i]; i++)
            if (root.Path[i] == '/')
                shared = i + 1;
        return InfraStageNames.OfPath(file.Path[(Paths.IsIn(root.Path, file.Path) ? root.Path.Length : shared)..]);
    }

    static bool IsLoaded(CodeFile file) =>
        file.Path.EndsWith("terraform.tfvars", StringComparison.Ordinal) || file.Path.EndsWith(".auto.tfvars", StringComparison.Ordinal);
}
