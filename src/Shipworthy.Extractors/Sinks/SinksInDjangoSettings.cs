using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Environments;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// The <c>SECRET_KEY</c> that Django takes in production. Settings that build on others by <c>from .base import *</c> replace what those set, so that only the last
/// one counts; modules for development and tests count only where there is no other.
/// </summary>
sealed class SinksInDjangoSettings : ISinkFinder
{
    const string Key = "SECRET_KEY";

    const int MostModules = 8;

    /// <inheritdoc/>
    public IEnumerable<SinkSite> Find(CodeBase code)
    {
        if (!code.All(CodeKind.Variable).Any(one => one.Name is Key && one.File.Language is Language.Python))
            return [];
        var modules = new Modules(code);
        return modules
            .InProduction()
            .SelectMany(file => modules.Keys(file, MostModules))
            .Distinct()
            .Select(key => new SinkSite(key[Part.Value], SinkUse.SignsSessions, key));
    }

    /// <summary>A module of settings that another one takes everything from.</summary>
    readonly record struct Layer(Code Import, CodeFile Below);

    /// <summary>The settings modules of an app, and how they build on each other.</summary>
    sealed class Modules
    {
        readonly CodeBase code;
        readonly Production production;
        readonly HashSet<CodeFile> settings = [];
        readonly Dictionary<CodeFile, ImmutableArray<Layer>> layers = [];

        public Modules(CodeBase code)
        {
            this.code = code;
            production = new(code, variables: null);
            foreach (
                var file in code.Files.Where(file =>
                    file.Language is Language.Python && HasMark(file) && !DjangoFiles.IsShadowed(code, file.Path)
                )
            )
                settings.Add(file);
            if (settings.Count == 0)
                return;
            foreach (
                var file in code.Files.Where(file =>
                    file.Language is Language.Python && file.Text.Contains("import *", StringComparison.Ordinal)
                )
            )
                layers[file] = [.. Layers(file)];
            // A module is one of settings when it builds on one, itself or through others.
            for (var before = 0; before < settings.Count; )
            {
                before = settings.Count;
                foreach (var (file, below) in layers)
                    if (below.Any(layer => settings.Contains(layer.Below)))
                        settings.Add(file);
            }
        }

        /// <summary>The modules that production can start with: those that no other one for production builds on.</summary>
        public IEnumerable<CodeFile> InProduction()
        {
            var counting = settings.Where(file => !DjangoFiles.IsForDevelopment(file.Path)).ToHashSet();
            if (counting.Count == 0)
                counting = settings;
            var below = counting.SelectMany(file => LayersOf(file)).Select(layer => layer.Below).ToHashSet();
            return counting.Where(file => !below.Contains(file)).OrderBy(file => file.Path, StringComparer.Ordinal);
        }

        /// <summary>What a module makes of the key, its last statement first; several where it is not known which of them runs.</summary>
        public IEnumerable<Code> Keys(CodeFile file, int steps)
        {
            if (steps <= 0)
                yield break;
            var steering = file
                .Root.Descendants(CodeKind.Variable)
                .Where(one => one.Name is Key && one[Part.Value].Exists && IsOfTheModule(one))
                .Select(one => (At: one, Below: (CodeFile?)null))
                .Concat(LayersOf(file).Select(one => (At: one.Import, Below: (CodeFile?)one.Below)))
                .OrderByDescending(one => one.At.Start);
            foreach (var (at, below) in steering)
            {
                if (!production.RunsIn(at).ReachesProduction)
                    continue;
                var found = false;
                foreach (var key in below is null ? [at] : Keys(below, steps - 1))
                {
                    found = true;
                    yield return key;
                }
                if (found && !IsConditional(at))
                    yield break;
            }
        }

        ImmutableArray<Layer> LayersOf(CodeFile file) => layers.GetValueOrDefault(file, []);

        IEnumerable<Layer> Layers(CodeFile file) =>
            file
                .Root.Descendants(CodeKind.Import)
                .Where(one => one[Part.Element].Name is "*" && IsOfTheModule(one))
                .Select(one => code.Module(file, one.Name) is { } below && below != file ? new Layer(one, below) : default)
                .Where(one => one.Import.Exists);

        bool IsConditional(Code at) =>
            at.Enclosing(CodeKind.Branch) is { Exists: true } branch
            && (!branch[Part.Condition].Exists || production.Holds(branch[Part.Condition]) is null);

        static bool IsOfTheModule(Code node) => !node.Enclosing(CodeKind.Function).Exists && !node.Enclosing(CodeKind.Class).Exists;

        static bool HasMark(CodeFile file) =>
            file.Root.Children.Any(node => node is { Kind: CodeKind.Variable, Name: "INSTALLED_APPS" or "ROOT_URLCONF" or "MIDDLEWARE" });
    }
}
