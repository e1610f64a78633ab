namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>A piece of a shell script.</summary>
abstract record ShellNode(int Line)
{
    /// <summary>Where its output and input go; null where nothing is said.</summary>
    public ShellRedirects? Redirects { get; init; }

    /// <summary>Words as written: a program with its arguments, or assignments alone.</summary>
    public sealed record Simple(int Line, ImmutableArray<string> Words) : ShellNode(Line);

    /// <summary>Programs joined by <c>|</c>.</summary>
    public sealed record Pipe(int Line, ImmutableArray<ShellNode> Parts, bool Negated) : ShellNode(Line);

    /// <summary><c>left &amp;&amp; right</c> or <c>left || right</c>.</summary>
    public sealed record AndOr(int Line, ShellNode Left, bool And, ShellNode Right) : ShellNode(Line);

    /// <summary>One after the other; those in <see cref="Background"/> are not waited for.</summary>
    public sealed record Sequence(int Line, ImmutableArray<ShellNode> Items, ImmutableHashSet<int> Background) : ShellNode(Line);

    /// <summary><c>( … )</c>.</summary>
    public sealed record Subshell(int Line, ShellNode Body) : ShellNode(Line);

    /// <summary><c>if</c> with its tests and branches, or <c>case</c> with its branches alone.</summary>
    public sealed record Choice(int Line, ImmutableArray<ShellNode> Tests, ImmutableArray<ShellNode> Branches) : ShellNode(Line);

    /// <summary><c>for name in words</c>.</summary>
    public sealed record For(int Line, string Name, ImmutableArray<string> Words, ShellNode Body) : ShellNode(Line);

    /// <summary><c>while</c> or <c>until</c>.</summary>
    public sealed record While(int Line, ShellNode Test, ShellNode Body) : ShellNode(Line);

    /// <summary><c>name() { … }</c>.</summary>
    public sealed record Function(int Line, string Name, ShellNode Body) : ShellNode(Line);
}

/// <summary>Reads tokens into nodes, tolerantly: what does not fit is taken as a word, and what is open ends with the script.</summary>
sealed class ShellSyntax(List<ShellToken> tokens)
{
    /// <summary>No script that people write nests deeper; below, words are taken one by one.</summary>
    const int MostDepth = 60;

    static readonly ImmutableHashSet<string> reserved = ["then", "else", "elif", "fi", "do", "done", "esac", "}"];

    int at;
    int depth;

    /// <summary>The tree of a script.</summary>
    public static ShellNode Read(string text, char continuation = '\\') => new ShellSyntax(ShellTokens.Of(text, continuation)).Whole();

    bool Done => at >= tokens.Count;

    int Line => Done ? (tokens.Count == 0 ? 1 : tokens[^1].Line) : tokens[at].Line;

    ShellNode Whole()
    {
        var items = ImmutableArray.CreateBuilder<ShellNode>();
        while (!Done)
        {
            items.Add(List());
            if (!Done)
                at++;
        }
        return items is [var only] ? only : new ShellNode.Sequence(1, items.ToImmutable(), []);
    }

    ShellNode List(params ReadOnlySpan<string> until)
    {
        var line = Line;
        var items = ImmutableArray.CreateBuilder<ShellNode>();
        var background = ImmutableHashSet.CreateBuilder<int>();
        while (!Done && !Ends(until))
            if (IsOperator("\n") || IsOperator(";"))
                at++;
            else if (IsOperator("&"))
            {
                background.Add(items.Count - 1);
                at++;
            }
            else if (IsOperator(")") || IsOperator(";;") || IsOperator("|") || IsOperator("&&") || IsOperator("||") || IsOperator("|&"))
                break;
            else
                items.Add(AndOr());
        return items is [var only] && background.Count == 0
            ? only
            : new ShellNode.Sequence(line, items.ToImmutable(), background.ToImmutable());
    }

    bool Ends(ReadOnlySpan<string> until) => until.IsEmpty ? false : !tokens[at].IsOperator && until.Contains(tokens[at].Text);

    bool IsOperator(string text) => !Done && tokens[at].IsOperator && tokens[at].Text == text;

    bool IsWord(string text) => !Done && !tokens[at].IsOperator && tokens[at].Text == text;

    bool Skip(string word)
    {
        if (!IsWord(word))
            return false;
        at++;
        return true;
    }

    void SkipLineEnds()
    {
        while (IsOperator("\n"))
            at++;
    }

    ShellNode AndOr()
    {
        var left = Pipe();
        while (IsOperator("&&") || IsOperator("||"))
        {
            var and = tokens[at++].Text == "&&";
            SkipLineEnds();
            left = new ShellNode.AndOr(left.Line, left, and, Pipe());
        }
        return left;
    }

    ShellNode Pipe()
    {
        var line = Line;
        var negated = Skip("!");
        var parts = ImmutableArray.CreateBuilder<ShellNode>();
        parts.Add(Command());
        while (IsOperator("|") || IsOperator("|&"))
        {
            at++;
            SkipLineEnds();
            parts.Add(Command());
        }
        return parts is [var only] && !negated ? only : new ShellNode.Pipe(line, parts.ToImmutable(), negated);
    }

    ShellNode Command()
    {
        if (depth >= MostDepth)
            return Simple();
        depth++;
        var node = Compound() is { } compound ? compound with { Redirects = Behind() } : Simple();
        depth--;
        return node;
    }

    /// <summary>What stands behind the last token of a group: <c>done &gt; file</c>.</summary>
    ShellRedirects? Behind() => at > 0 && at <= tokens.Count ? tokens[at - 1].Redirects : null;

    ShellNode? Compound()
    {
        var line = Line;
        if (IsOperator("("))
        {
            at++;
            var body = List();
            if (IsOperator(")"))
                at++;
            return new ShellNode.Subshell(line, body);
        }
        if (Skip("{"))
        {
            var body = List("}");
            Skip("}");
            return body;
        }
        if (Skip("if"))
            return If(line);
        if (Skip("for"))
            return For(line);
        if (Skip("while") || Skip("until"))
        {
            var test = List("do");
            return new ShellNode.While(line, test, Body());
        }
        return Skip("case") ? Case(line)
            : Skip("function") || IsFunction ? Function(line)
            : null;
    }

    ShellNode.Choice If(int line)
    {
        var tests = ImmutableArray.CreateBuilder<ShellNode>();
        var branches = ImmutableArray.CreateBuilder<ShellNode>();
        do
        {
            tests.Add(List("then", "fi"));
            Skip("then");
            branches.Add(List("elif", "else", "fi"));
        } while (Skip("elif"));
        if (Skip("else"))
            branches.Add(List("fi"));
        Skip("fi");
        return new(line, tests.ToImmutable(), branches.ToImmutable());
    }

    ShellNode.For For(int line)
    {
        var name = Done || tokens[at].IsOperator ? "" : tokens[at++].Text;
        SkipLineEnds();
        var words = ImmutableArray.CreateBuilder<string>();
        if (Skip("in"))
            while (!Done && !tokens[at].IsOperator)
                words.Add(tokens[at++].Text);
        while (!Done && !IsWord("do"))
            at++;
        return new(line, name, words.ToImmutable(), Body());
    }

    ShellNode Body()
    {
        Skip("do");
        var body = List("done");
        Skip("done");
        return body;
    }

    ShellNode.Choice Case(int line)
    {
        var branches = ImmutableArray.CreateBuilder<ShellNode>();
        while (!Done && !IsWord("esac"))
        {
            while (!Done && !IsOperator(")") && !IsWord("esac"))
                at++;
            if (IsOperator(")"))
                at++;
            branches.Add(List("esac"));
            if (IsOperator(";;"))
                at++;
            SkipLineEnds();
        }
        Skip("esac");
        return new(line, [], branches.ToImmutable());
    }

    bool IsFunction =>
        at + 2 < tokens.Count
        && !tokens[at].IsOperator
        && tokens[at + 1] is { IsOperator: true, Text: "(" }
        && tokens[at + 2] is { IsOperator: true, Text: ")" };

    ShellNode.Function Function(int line)
    {
        var name = Done ? "" : tokens[at++].Text;
        while (IsOperator("(") || IsOperator(")") || IsOperator("\n"))
            at++;
        return new(line, name, Command());
    }

    ShellNode.Simple Simple()
    {
        var line = Line;
        var words = ImmutableArray.CreateBuilder<string>();
        ShellRedirects? redirects = null;
        while (!Done && !tokens[at].IsOperator && !(words.Count == 0 && reserved.Contains(tokens[at].Text)))
        {
            if (tokens[at].Redirects is { } more)
                redirects = new(more.Output ?? redirects?.Output, more.Input + redirects?.Input);
            words.Add(tokens[at++].Text);
        }
        if (words.Count == 0 && !Done && !IsOperator("\n") && !IsOperator(")"))
            at++;
        return new(line, words.ToImmutable()) { Redirects = redirects };
    }
}
