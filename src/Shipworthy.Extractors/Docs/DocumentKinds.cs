using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>Tells by name and place which files are documents, and of which kind.</summary>
static partial class DocumentKinds
{
    const int LongestText = 1 << 20;

    /// <summary>Whether people of this project wrote the file for people to read.</summary>
    public static bool IsDocument(SourceFile file) =>
        file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Lock or FileRole.Test or FileRole.Example or FileRole.Paste)
        && file.Bytes.Length <= LongestText
        && System.IO.Path.GetExtension(file.Name).ToLowerInvariant() switch
        {
            ".md" or ".mdx" or ".markdown" or ".rst" or ".adoc" or ".asciidoc" => true,
            ".txt" => ProseName().IsMatch(file.Path) && !ListName().IsMatch(file.Name),
            ".html" or ".htm" => InDocsFolder().IsMatch(file.Path),
            "" => BareName().IsMatch(file.Name),
            _ => false,
        };

    /// <summary>The kind that the path gives.</summary>
    public static DocumentKind Of(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return true switch
        {
            _ when AgentPath().IsMatch(path) => DocumentKind.AgentNotes,
            _ when FormPath().IsMatch(path) => DocumentKind.Form,
            _ when HelpPath().IsMatch(path) => DocumentKind.ProductHelp,
            _ when ReadmeName().IsMatch(name) => DocumentKind.Readme,
            _ when ContributionName().IsMatch(name) => DocumentKind.Contribution,
            _ when SecurityName().IsMatch(name) => DocumentKind.SecurityPolicy,
            _ when ChangesName().IsMatch(name) => DocumentKind.Changes,
            _ when LegalName().IsMatch(name) => DocumentKind.Legal,
            _ when OperationsPath().IsMatch(path) => DocumentKind.Operations,
            _ when DeploymentName().IsMatch(name) => DocumentKind.Deployment,
            _ => DocumentKind.Unknown,
        };
    }

    [GeneratedRegex(
        @"(^|/)(docs?|wiki|ops|runbooks?)/|readme|runbook|playbook|incident|operat|deploy|rollback|notfall|emerg",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ProseName();

    [GeneratedRegex(@"^(requirements|constraints|robots|humans|llms|CMakeLists|ads|security|version)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ListName();

    [GeneratedRegex(@"(^|/)(docs?|wiki|documentation|ops|runbooks?|handbook)/|runbook|playbook", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex InDocsFolder();

    [GeneratedRegex(@"^(README|RUNBOOK|OPERATIONS|DEPLOY(MENT|ING)?|ONCALL|INCIDENTS?|PLAYBOOK)$", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex BareName();

    [GeneratedRegex(
        @"(^|/)(\.claude|\.cursor|\.agents?|\.windsurf|\.gemini|\.codex|\.kiro|\.roo|\.serena|\.specify|skills|prompts?|memory-bank)/|(^|/)(CLAUDE|AGENTS?|GEMINI|copilot-instructions|CURSOR[\w-]*|WARP|SKILL)\.\w+$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex AgentPath();

    [GeneratedRegex(
        @"(^|/)(ISSUE_TEMPLATE|PULL_REQUEST_TEMPLATE)[/.]|[-_.]?template\.\w+$|(^|/)_?templates?/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex FormPath();

    [GeneratedRegex(
        @"(^|/)(apps/(docs|documentation|web|www|site)|website|site|www|blog|content|posts|help|help-center|support-articles|knowledge-?base|user-?(guide|manual|docs?)|tutorials?|public|static|src/(docs|content|pages))/|(^|[/-])user-?(guide|manual)\.\w+$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex HelpPath();

    [GeneratedRegex(@"^readme", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ReadmeName();

    [GeneratedRegex(@"^(contributing|hacking|development|developer[-_]?guide|style[-_]?guide)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ContributionName();

    [GeneratedRegex(@"^security([-_]policy)?$", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SecurityName();

    [GeneratedRegex(@"^(changelog|changes|history|news|release[-_]?notes)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ChangesName();

    [GeneratedRegex(@"^(licen[cs]e|notice|copying|code[-_]of[-_]conduct|cla|privacy|terms)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex LegalName();

    [GeneratedRegex(
        @"(^|/)(runbooks?|ops|operations?|playbooks?|incidents?|on-?call|sre|disaster-recovery)/|run[-_ ]?books?|playbook|incident|on[-_]?call|operations|outage|disaster|emergency|troubleshoot|rollback|notfall|betriebshandbuch|stoerung|störung|incidencia|emergencia|panne|urgence|guasti|emergenza|awari|acil|kesinti|故障|应急|运维|障害|運用",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OperationsPath();

    [GeneratedRegex(
        @"deploy|hosting|production|despliegue|implanta|déploiement|betrieb|wdro|dağıtım|部署|デプロイ",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex DeploymentName();
}
