using System.Text;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>Targets of a Makefile or a justfile, with those that they depend on. Each recipe line has its own shell; <c>-</c> in front ignores its failure.</summary>
sealed class MakeTargets(SourceTree tree) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        if (call.Program is not ("make" or "gmake" or "just"))
            return null;
        var folder = call.Option("-C", "--directory", "-d", "--working-directory") is { } given
            ? Paths.Within(call.Directory, given)
            : call.Directory;
        var isJust = call.Program is "just";
        if (folder is null || FileIn(folder, call.Option("-f", "--file", "--makefile", "--justfile"), isJust) is not { } file)
            return [];
        var rules = Rules.Read(file, isJust);
        var asked = call.Words.Skip(1).Where(word => !word.StartsWith('-') && !word.Contains('=')).Where(rules.ByName.ContainsKey).ToList();
        if (asked.Count == 0 && rules.First is { } first)
            asked = [first];
        var wanted = new List<string>();
        foreach (var target in asked)
            rules.Collect(target, wanted);
        return [.. wanted.SelectMany(target => rules.ByName[target].Select(line => ScriptOf(file, folder, line, rules, isJust)))];
    }

    SourceFile? FileIn(string folder, string? named, bool isJust)
    {
        if (named is { Length: > 0 })
            return Paths.Within(folder, named) is { } path ? tree.Find(path) : null;
        string[] names = isJust ? ["justfile", "Justfile", ".justfile"] : ["GNUmakefile", "makefile", "Makefile"];
        return names.Select(name => tree.Find(Paths.Below(folder, name))).FirstOrDefault(file => file is not null);
    }

    static Script ScriptOf(SourceFile file, string folder, RecipeLine line, Rules rules, bool isJust) =>
        new(rules.Replace(line.Text), ShellOptions.Plain, isJust ? file.Folder : folder, _ => file.AtLine(line.Number))
        {
            Swallowed = line.Ignored ? "begins with -, so its failure is ignored" : null,
        };

    sealed record RecipeLine(int Number, string Text, bool Ignored);

    /// <summary>The rules of one file.</summary>
    sealed class Rules
    {
        readonly Dictionary<string, ImmutableArray<string>> needs = new(StringComparer.Ordinal);
        readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

        public Dictionary<string, List<RecipeLine>> ByName { get; } = new(StringComparer.Ordinal);

        public string? First { get; private set; }

        public static Rules Read(SourceFile file, bool isJust)
        {
            var rules = new Rules();
            var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
            List<string> current = [];
            for (var i = 0; i < lines.Length; i++)
            {
                var number = i + 1;
                var text = Joined(lines, ref i);
                if (text.StartsWith('\t') || (isJust && text.StartsWith(' ')))
                    rules.AddLine(current, text.Trim(), number);
                else if (text.Length > 0 && text[0] is not ('#' or ' '))
                    current = rules.Head(text, current);
            }
            return rules;
        }

        static string Joined(string[] lines, ref int i)
        {
            if (!lines[i].EndsWith('\\'))
                return lines[i];
            var text = new StringBuilder();
            while (lines[i].EndsWith('\\') && i + 1 < lines.Length)
                text.Append(lines[i++].AsSpan()[..^1]).Append(' ');
            return text.Append(lines[i].Trim()).ToString();
        }

        void AddLine(List<string> targets, string text, int number)
        {
            var command = text.TrimStart('@', '-', '+').Trim();
            if (command.Length > 0 && !command.StartsWith('#'))
                foreach (var target in targets)
                    ByName[target].Add(new(number, command, text.TrimStart('@', '+').StartsWith('-')));
        }

        List<string> Head(string text, List<string> current)
        {
            var colon = text.IndexOf(':');
            var equals = text.IndexOf('=');
            if (equals > 0 && (colon < 0 || equals <= colon + 2))
            {
                var name = text[..Math.Min(equals, colon < 0 ? equals : colon)].TrimEnd(' ', '?', '+').Split(' ')[^1];
                variables[name] = text[(equals + 1)..].Trim().Trim('"', '\'');
                return current;
            }
            if (colon <= 0)
                return current;
            List<string> targets = [.. text[..colon].TrimStart('@').Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            var names = text[(colon + 1)..].TrimStart(':').Split('#', ';')[0].Split([' ', '|', '&'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var target in targets)
            {
                ByName.TryAdd(target, []);
                needs[target] = [.. needs.GetValueOrDefault(target, []), .. names];
                if (!target.StartsWith('.'))
                    First ??= target;
            }
            return targets;
        }

        /// <summary>A target after everything that it needs, each once.</summary>
        public void Collect(string target, List<string> into)
        {
            if (into.Contains(target) || !ByName.ContainsKey(target) || into.Count > 200)
                return;
            var position = into.Count;
            into.Add(target);
            foreach (var need in needs.GetValueOrDefault(target, []))
                Collect(need, into);
            into.RemoveAt(position);
            into.Add(target);
        }

        /// <summary>Simple variables by their text; a make of the makefile by its name.</summary>
        public string Replace(string text)
        {
            text = text.Replace("$(MAKE)", "make").Replace("${MAKE}", "make").Replace("$$", "$");
            foreach (var (name, value) in variables)
                text = text.Replace($"$({name})", value)
                    .Replace($"${{{name}}}", value)
                    .Replace($"{{{{{name}}}}}", value)
                    .Replace($"{{{{ {name} }}}}", value);
            return text;
        }
    }
}
