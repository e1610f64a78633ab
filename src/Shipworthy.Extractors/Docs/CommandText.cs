using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>Tells commands from other code in documents, and joins continued lines.</summary>
static partial class CommandText
{
    /// <summary>Whether the lines of a block are to be typed into a shell or a database console.</summary>
    public static bool IsTyped(string language, IReadOnlyList<string> text) =>
        language.ToLowerInvariant().Split([' ', '{', ',', ':'], 2)[0] switch
        {
            "sh" or "bash" or "shell" or "zsh" or "fish" or "console" or "terminal" or "shell-session" or "sh-session" => true,
            "powershell" or "ps1" or "pwsh" or "cmd" or "bat" or "batch" or "sql" or "psql" => true,
            "" or "text" or "txt" or "plaintext" or "plain" or "none" => text.Any(IsCommand),
            _ => false,
        };

    /// <summary>Whether a text alone reads like something to type: a known program with arguments, a script, or a line with a prompt.</summary>
    public static bool IsCommand(string text) => text.Length < 2000 && Typed().IsMatch(text);

    /// <summary>The commands of a block.</summary>
    public static IEnumerable<Command> Commands(IReadOnlyList<string> text, int firstLine)
    {
        for (var i = 0; i < text.Count; i++)
        {
            var start = i;
            var line = text[i].Trim();
            while (line.EndsWith('\\') && i + 1 < text.Count)
                line = line[..^1].TrimEnd() + " " + text[++i].Trim();
            line = Prompt().Replace(line, "");
            if (line.Length > 0 && line[0] != '#' && !line.StartsWith("--", StringComparison.Ordinal))
                yield return new(line, firstLine + start, InBlock: true);
        }
    }

    /// <summary>The simple commands of a command line: parts between pipes, <c>&amp;&amp;</c> and <c>;</c>, without <c>sudo</c> and assignments.</summary>
    public static IEnumerable<string[]> Simple(string command)
    {
        foreach (var part in Separator().Split(command))
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(word => word is "sudo" or "time" or "exec" or "nohup" or "then" or "do" || Assignment().IsMatch(word))
                .ToArray();
            if (words.Length > 0)
                yield return words;
        }
    }

    [GeneratedRegex(@"^\s*(\$|>|PS [^>]*>|[\w.-]+@[\w.-]+:[^$#]*[$#]|❯|%)\s+", RegexOptions.None, 10_000)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\|\|?|&&|;|\$\(|\)", RegexOptions.None, 10_000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^[A-Za-z_]\w*=", RegexOptions.None, 10_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(
        @"^\s*(\$\s+)?(sudo\s+)?([A-Z_]{2,}=\S+\s+)*(\./[\w./-]+|(bash|sh|zsh|node|python3?|ruby|php|perl|deno|bun|tsx|ts-node|dotnet|go|java|cargo|mix|npm|npx|pnpm|yarn|pip3?|uv|poetry|make|just|task|git|gh|glab|ssh|scp|rsync|curl|wget|http|docker(-compose)?|podman|kubectl|helm|oc|kamal|argocd|terraform|tofu|pulumi|ansible(-playbook)?|fly(ctl)?|heroku|vercel|netlify|railway|render|wrangler|supabase|firebase|gcloud|gsutil|bq|aws|eb|sam|cdk|az|azd|doctl|linode-cli|hcloud|dokku|cf|pm2|systemctl|service|journalctl|supervisorctl|nginx|certbot|tail|grep|less|cat|cp|mv|rm|tar|kill|pkill|df|du|free|top|htop|psql|pg_dump|pg_restore|createdb|dropdb|mysql|mysqldump|mongosh|mongo|mongodump|mongorestore|redis-cli|sqlite3|litestream|rabbitmqctl|celery|alembic|flask|django-admin|rails|rake|bundle|bin/\w+|artisan|composer|prisma|drizzle-kit|dig|nslookup|ping|traceroute|openssl|stripe|sentry-cli|crontab|vault|consul|nomad|cap)\s+[\w./:@""'$<{~%*-])",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Typed();
}
