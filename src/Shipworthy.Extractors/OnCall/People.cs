namespace Shipworthy.Extractors.OnCall;

/// <summary>The people of a history: commits under several names and addresses of one person are one person's. Programs are none.</summary>
sealed class People
{
    const int Recent = 180;

    readonly List<Person> all = [];
    readonly int newest;

    /// <summary>One person.</summary>
    internal sealed class Person
    {
        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);
        public int Last { get; set; }
        public int Lately { get; set; }

        /// <summary>The name under which most commits stand.</summary>
        public string Name => Names.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal).First().Key;
    }

    /// <summary>Those who wrote the commits.</summary>
    public People(IEnumerable<CommitFact> commits)
    {
        var list = commits.Where(commit => commit.Author is AuthorKind.Person).ToList();
        newest = list.Count == 0 ? 0 : list.Max(commit => commit.Day.DayNumber);
        foreach (var commit in list)
        {
            ImmutableArray<string> keys = [.. KeysOf(commit)];
            var same = all.FindAll(one => keys.Any(one.Keys.Contains));
            var person = same.Count > 0 ? same[0] : new();
            if (same.Count == 0)
                all.Add(person);
            foreach (var other in same.Skip(1))
            {
                Join(person, other);
                all.Remove(other);
            }
            person.Keys.UnionWith(keys);
            person.Names[commit.AuthorName] = person.Names.GetValueOrDefault(commit.AuthorName) + 1;
            person.Last = Math.Max(person.Last, commit.Day.DayNumber);
            person.Lately += newest - commit.Day.DayNumber < Recent ? 1 : 0;
        }
    }

    /// <summary>Those who changed the code in the last 180 days, the busiest first.</summary>
    public IEnumerable<HumanAuthor> Lately =>
        all.Where(person => person.Lately > 0)
            .OrderByDescending(person => person.Lately)
            .ThenBy(person => person.Name, StringComparer.Ordinal)
            .Select(person => new HumanAuthor(person.Name, person.Lately));

    /// <summary>Whether somebody of the name, with a family name, ever wrote a commit.</summary>
    public bool Knows(string name) => Find(name) is not null;

    /// <summary>Whether somebody of the name wrote commits once, and none lately.</summary>
    public bool HasLeft(string name) => Find(name) is { Lately: 0 };

    /// <summary>All names with a family name, so that they can be looked for in texts.</summary>
    public IEnumerable<string> FullNames =>
        all.SelectMany(person => person.Names.Keys).Where(name => name.Trim().Contains(' ', StringComparison.Ordinal));

    Person? Find(string name) => all.Find(person => person.Keys.Contains(Letters(name)));

    static void Join(Person into, Person other)
    {
        into.Keys.UnionWith(other.Keys);
        foreach (var (name, count) in other.Names)
            into.Names[name] = into.Names.GetValueOrDefault(name) + count;
        into.Last = Math.Max(into.Last, other.Last);
        into.Lately += other.Lately;
    }

    static IEnumerable<string> KeysOf(CommitFact commit)
    {
        if (Letters(commit.AuthorName) is { Length: >= 4 } name)
            yield return name;
        var email = commit.AuthorEmail.ToLowerInvariant();
        if (email.Length > 0)
            yield return email;
        // The account of a forge, which hides the real address, is often the name itself.
        if (email.EndsWith("@users.noreply.github.com", StringComparison.Ordinal))
            yield return Letters(email[(email.IndexOf('+', StringComparison.Ordinal) + 1)..email.IndexOf('@', StringComparison.Ordinal)]);
    }

    static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
