using System.Text;
using System.Text.Json;

namespace Shipworthy.Extractors.Dependencies.Text;

/// <summary>
/// Walks once over a JSON file and keeps the line, so that a lock file of some megabytes costs no tree. It throws <see cref="JsonException"/> on what is
/// no JSON, which <see cref="Read"/> turns into a reason.
/// </summary>
ref struct JsonWalk
{
    static readonly JsonReaderOptions tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 256,
    };

    readonly ReadOnlySpan<byte> bytes;
    Utf8JsonReader reader;
    int seen;
    int line;

    JsonWalk(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        reader = new(this.bytes, tolerant);
        line = 1;
    }

    /// <summary>What is done with a walk.</summary>
    public delegate void Step(ref JsonWalk walk);

    /// <summary>Walks over a file whose root is an object; the walk stands inside of it. Gives why it could not be read, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, Step step)
    {
        var walk = new JsonWalk(bytes);
        try
        {
            if (!walk.reader.Read() || walk.reader.TokenType is not JsonTokenType.StartObject)
                return "is no JSON object";
            step(ref walk);
            return null;
        }
        catch (JsonException error)
        {
            return $"is not valid JSON in line {(error.LineNumber ?? 0) + 1}";
        }
    }

    /// <summary>The line of the token that was read last.</summary>
    public int Line
    {
        get
        {
            var here = (int)reader.TokenStartIndex;
            if (here > seen)
                line += bytes[seen..here].Count((byte)'\n');
            seen = here;
            return line;
        }
    }

    /// <summary>Goes to the next property of the object that the walk is in; false, and out of the object, at its end.</summary>
    public bool Property(out string name)
    {
        name = "";
        if (!reader.Read())
            throw new JsonException();
        if (reader.TokenType is not JsonTokenType.PropertyName)
            return false;
        name = Text();
        return true;
    }

    /// <summary>Goes into the value of the property if it is an object; else passes over it.</summary>
    public bool Object() => Into(JsonTokenType.StartObject);

    /// <summary>Goes into the value of the property if it is a list; else passes over it.</summary>
    public bool List() => Into(JsonTokenType.StartArray);

    /// <summary>Goes into the value of the property: true for a list, false for an object; null, and passed over, for everything else.</summary>
    public bool? ListOrObject()
    {
        Advance();
        return reader.TokenType switch
        {
            JsonTokenType.StartArray => true,
            JsonTokenType.StartObject => false,
            _ => null,
        };
    }

    /// <summary>Passes over the rest of the object that the walk is in.</summary>
    public void Leave()
    {
        while (Property(out _))
            Pass();
    }

    /// <summary>The value as text: a string, number or truth value; null, and passed over, for everything else.</summary>
    public string? Value()
    {
        Advance();
        return Scalar();
    }

    /// <summary>Passes over the value of the property.</summary>
    public void Pass()
    {
        Advance();
        reader.Skip();
    }

    /// <summary>Goes to the next item of the list that the walk is in; false, and out of the list, at its end. Then <see cref="Item"/> or one of the others.</summary>
    public bool Next(out bool isObject)
    {
        Advance();
        isObject = reader.TokenType is JsonTokenType.StartObject;
        return reader.TokenType is not JsonTokenType.EndArray;
    }

    /// <summary>The item that the walk stands on as text; null, and passed over, when it is none. An object that was announced is gone into instead.</summary>
    public string? Item() => Scalar();

    /// <summary>The names of the properties of an object, whose values are passed over; nothing when it is none.</summary>
    public List<string> Names()
    {
        var names = new List<string>();
        if (Object())
            while (Property(out var name))
            {
                names.Add(name);
                Pass();
            }
        return names;
    }

    /// <summary>The properties of an object with text for values, each with its line; nothing when it is none.</summary>
    public List<(string Name, string Value, int Line)> Texts() => Object() ? RestOfTexts() : [];

    /// <summary>The further properties of the object that the walk is in, which it leaves.</summary>
    public List<(string Name, string Value, int Line)> RestOfTexts()
    {
        var texts = new List<(string, string, int)>();
        while (Property(out var name))
        {
            var at = Line;
            texts.Add((name, Value() ?? "", at));
        }
        return texts;
    }

    bool Into(JsonTokenType start)
    {
        Advance();
        if (reader.TokenType == start)
            return true;
        reader.Skip();
        return false;
    }

    void Advance()
    {
        if (!reader.Read())
            throw new JsonException();
    }

    string? Scalar()
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>A string may hold a lone half of a surrogate pair, which no string of ours can; then it is taken as written.</summary>
    string Text()
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
