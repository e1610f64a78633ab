using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Commands that run tests of Ruby, PHP, the database and the shell.</summary>
static class ScriptedInvocations
{
    /// <summary>What the call runs; null when it is none of them.</summary>
    public static IEnumerable<TestInvocation>? Of(Call call)
    {
        var words = call.Words;
        if (words is ["ruby", "bin/rails" or "bin/rake" or "bin/rspec", ..])
            return Of(call with { Words = words[1..] });
        // Pest counts types with the same program, and runs no test then.
        if (call.Has("--type-coverage", "--version", "--list-tests"))
            return null;
        return words switch
        {
            ["rspec" or "bin/rspec" or "parallel_rspec" or "turbo_tests", ..] => [RSpec(call, 1)],
            ["rails" or "bin/rails" or "./bin/rails" or "rake" or "bin/rake" or "./bin/rake", ..] => Rails(call),
            ["minitest" or "m", ..] => [new(TestRunner.Minitest, call.Directory) { Only = TestInvocations.Plain(call, 1) }],
            ["phpunit" or "pest" or "paratest" or "bin/phpunit" or "vendor/bin/pest", ..] => [Php(call, 1)],
            ["php", "artisan", "test", ..] => [Php(call, 3)],
            ["php", "vendor/bin/phpunit" or "vendor/bin/pest" or "bin/phpunit" or "phpunit" or "pest", ..] => [Php(call, 2)],
            ["sail", "test" or "pest" or "phpunit", ..] or ["sail", "artisan", "test", ..] => [Php(call, 2)],
            ["supabase", "test", "db", ..] or ["supabase", "db", "test", ..] or ["pg_prove", ..] => [new(TestRunner.PgTap, null)],
            ["bats", ..] =>
            [
                new(TestRunner.Bats, call.Directory)
                {
                    Only = TestInvocations.Plain(call, 1),
                    Filter = TestInvocations.Filter(call, "-f", "--filter"),
                },
            ],
            _ => null,
        };
    }

    static TestInvocation RSpec(Call call, int from) =>
        new(TestRunner.RSpec, call.Directory)
        {
            Only = TestInvocations.Plain(
                call,
                from,
                "--tag",
                "-t",
                "--format",
                "-f",
                "--out",
                "-o",
                "-e",
                "--example",
                "--require",
                "-r",
                "--order",
                "--seed",
                "-I",
                "-n"
            ),
            Filter = TestInvocations.Filter(call, "--tag", "-t", "-e", "--example", "--exclude-pattern", "--pattern"),
        };

    static IEnumerable<TestInvocation>? Rails(Call call)
    {
        var words = TestInvocations.Plain(call, 1, "-n", "--name", "-e");
        if (words.Any(word => word is "spec" || word.StartsWith("spec:")))
            return [new(TestRunner.RSpec, call.Directory)];
        ImmutableArray<string> tasks =
        [
            .. words.Where(word => word is "test" or "test:all" or "test:system" or "default" || word.StartsWith("test:")),
        ];
        if (tasks.IsEmpty && !(words.IsEmpty && call.Program.EndsWith("rake", StringComparison.Ordinal)))
            return null;
        var found = new List<TestInvocation>();
        var filter = TestInvocations.Filter(call, "-n", "--name", "-e");
        var paths = words
            .Where(word => word.StartsWith("test/"))
            .Concat(
                tasks
                    .Where(task => task is "test:models" or "test:controllers" or "test:integration" or "test:jobs")
                    .Select(task => $"test/{task[5..]}")
            )
            .ToImmutableArray();
        if (!tasks.All(task => task is "test:system") || tasks.IsEmpty)
            found.Add(new(TestRunner.Minitest, call.Directory) { Only = paths, Filter = filter });
        if (tasks.Any(task => task is "test:system" or "test:all"))
            found.Add(new(TestRunner.RailsSystem, call.Directory) { Filter = filter });
        if (words.IsEmpty || tasks.Contains("default"))
            found.Add(new(TestRunner.RSpec, call.Directory));
        return found;
    }

    static TestInvocation Php(Call call, int from) =>
        new(TestRunner.PhpUnit, call.Directory)
        {
            Only = TestInvocations.Plain(
                call,
                from,
                "--configuration",
                "-c",
                "--filter",
                "--testsuite",
                "--group",
                "--exclude-group",
                "--processes",
                "-p",
                "--coverage-clover",
                "--log-junit",
                "--min"
            ),
            Filter = TestInvocations.Filter(call, "--filter", "--testsuite", "--group", "--exclude-group", "--exclude-testsuite"),
        };
}
