using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>Walks over tokens. Beyond the end it sees nothing, and never throws.</summary>
public sealed class SqlCursor(ImmutableArray<SqlToken> tokens)
{
    /// <summary>What nothing looks like.</summary>
    static readonly SqlToken Nothing = new(SqlTokenKind.Symbol, "", 0, 0, 0);

    /// <summary>The index of the token that is next.</summary>
    public int At { get; set; }

    /// <summary>Whether all tokens were taken.</summary>
    public bool IsAtEnd => At >= tokens.Length;

    /// <summary>The token that is next; an empty mark at the end.</summary>
    public SqlToken Here => Peek(0);

    /// <summary>All tokens.</summary>
    public ImmutableArray<SqlToken> Tokens => tokens;

    /// <summary>A token further on.</summary>
    public SqlToken Peek(int ahead) => At + ahead >= 0 && At + ahead < tokens.Length ? tokens[At + ahead] : Nothing;

    /// <summary>Whether the words are next.</summary>
    public bool Sees(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (!Peek(i).Is(words[i]))
                return false;
        return true;
    }

    /// <summary>Takes the words if they are next.</summary>
    public bool Takes(params ReadOnlySpan<string> words)
    {
        if (!Sees(words))
            return false;
        At += words.Length;
        return true;
    }

    /// <summary>Takes the next token, whatever it is.</summary>
    public SqlToken Take()
    {
        var token = Here;
        At++;
        return token;
    }

    /// <summary>Goes on to one of the words or marks outside of brackets, and tells whether there is one.</summary>
    public bool SkipsTo(params ReadOnlySpan<string> words)
    {
        for (; !IsAtEnd; Skip())
            foreach (var word in words)
                if (Here.Is(word))
                    return true;
        return false;
    }

    /// <summary>Takes the next token, with everything in its brackets if it opens one.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            var token = Take();
            depth +=
                token.Is("(") || token.Is("[") ? 1
                : token.Is(")") || token.Is("]") ? -1
                : 0;
        } while (depth > 0 && !IsAtEnd);
    }

    /// <summary>Takes a name with its dots; empty when none is next.</summary>
    public ImmutableArray<string> Name()
    {
        if (!Here.IsName)
            return [];
        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add(Take().Value);
        while (Here.Is(".") && Peek(1).IsName)
        {
            At++;
            parts.Add(Take().Value);
        }
        return parts.DrainToImmutable();
    }

    /// <summary>Takes what stands in the brackets that are next, without them; empty when none are.</summary>
    public ImmutableArray<SqlToken> Brackets()
    {
        if (!Here.Is("("))
            return [];
        var begin = At + 1;
        Skip();
        var end = Peek(-1).Is(")") ? At - 1 : At;
        return tokens[begin..Math.Max(begin, Math.Min(end, tokens.Length))];
    }

    /// <summary>The tokens cut at a mark outside of brackets; no empty pieces.</summary>
    public static ImmutableArray<ImmutableArray<SqlToken>> Pieces(ImmutableArray<SqlToken> tokens, string mark = ",")
    {
        var cursor = new SqlCursor(tokens);
        var found = ImmutableArray.CreateBuilder<ImmutableArray<SqlToken>>();
        while (!cursor.IsAtEnd)
        {
            var begin = cursor.At;
            cursor.SkipsTo(mark);
            if (cursor.At > begin)
                found.Add(tokens[begin..Math.Min(cursor.At, tokens.Length)]);
            cursor.At++;
        }
        return found.DrainToImmutable();
    }
}
