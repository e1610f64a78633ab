using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Bots;

/// <summary>
/// Renovate's configuration as far as it is about container images (docs.renovatebot.com, "Configuration options"). Its managers for Dockerfiles, compose files and
/// Helm values are on unless something switches them off; that of Kubernetes has to be given its files. A file alone does not make Renovate run: a commit or
/// pipeline of its own shows that.
/// </summary>
public sealed partial class BotsInRenovate : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(UpdateBot)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (RenovateFile.In(sources.Tree) is not { } file)
            return;
        var root = RenovateFile.Read(file);
        if (root.Kind is not YamlKind.Map)
            learn.CannotSee<UpdateBot>(Location.File(file.Path), "is a configuration of Renovate that could not be read");
        else if (Of(file, root) is { } bot)
            learn.Add(bot with { PerhapsDead = RenovateFile.IsRunBy(sources.Tree) ? null : bot.PerhapsDead });
    }

    static UpdateBot? Of(SourceFile file, YamlNode root)
    {
        if (root["enabled"].Truth is false || root["extends"].Texts.Contains("docker:disable"))
            return null;
        var managers = root["enabledManagers"].Texts;
        bool Uses(string manager) =>
            (managers.IsEmpty || managers.Contains(manager))
            && root[manager]["enabled"].Truth is not false
            && !root["packageRules"].Each().Any(rule => SwitchesOff(rule, manager));
        var reads = ImmutableArray.CreateBuilder<ContainerHost>();
        if (Uses("docker-compose"))
            reads.Add(ContainerHost.Compose);
        if (Uses("helm-values"))
            reads.Add(ContainerHost.Helm);
        if (Uses("kubernetes") && (root["kubernetes"]["fileMatch"].Exists || root["kubernetes"]["managerFilePatterns"].Exists))
            reads.Add(ContainerHost.Kubernetes);
        if (Uses("terraform"))
            reads.Add(ContainerHost.Terraform);
        if (!Uses("dockerfile") && reads.Count == 0)
            return null;
        return new(file.AtLine(1), "Renovate")
        {
            Reads = reads.ToImmutable(),
            ReadsContainerFiles = Uses("dockerfile"),
            Days = DaysOf(root),
            Ignores = root["ignoreDeps"].Texts,
            PerhapsDead = "no commit here is Renovate's",
        };
    }

    static bool SwitchesOff(YamlNode rule, string manager) =>
        rule["enabled"].Truth is false
        && (rule["matchManagers"].Texts.Contains(manager) || rule["matchDatasources"].Texts.Contains("docker"))
        && !rule["matchUpdateTypes"].Exists
        && !rule["matchPackageNames"].Exists
        && !rule["matchPackagePatterns"].Exists;

    static int? DaysOf(YamlNode root)
    {
        var schedules = root["schedule"]
            .Texts.Concat(root["extends"].Texts.Where(preset => preset.StartsWith("schedule:", StringComparison.Ordinal)))
            .ToList();
        return schedules.Count == 0 ? 1
            : schedules.Exists(text => Rare().IsMatch(text)) ? 92
            : schedules.Exists(text => text.Contains("month", StringComparison.Ordinal)) ? 31
            : schedules.Select(Cron.LongestGap).OfType<int>().DefaultIfEmpty(7).Max();
    }

    [GeneratedRegex(@"quarter|semi|every (?:[2-9]|1\d) months|year", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Rare();
}
