using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>One statement: its tokens, without the semicolon.</summary>
/// <param name="Tokens">At least one token.</param>
public readonly record struct SqlStatement(ImmutableArray<SqlToken> Tokens)
{
    /// <summary>Where it begins in the text.</summary>
    public int Start => Tokens[0].Start;

    /// <summary>Where it ends in the text, exclusive.</summary>
    public int End => Tokens[^1].End;

    /// <summary>Whether it begins with the words, which are given in lower case.</summary>
    public bool Begins(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (i >= Tokens.Length || !Tokens[i].Is(words[i]))
                return false;
        return true;
    }

    /// <summary>Whether the keyword stands anywhere in it.</summary>
    public bool Mentions(string word) => Tokens.Any(token => token.Is(word));
}
