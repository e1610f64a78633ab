using System.Text;
using static Shipworthy.Extractors.Tests.Secrets.Searching;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class DatabaseFileTests
{
    static byte[] Database(string schema, string cell) =>
        Encoding.ASCII.GetBytes($"SQLite format 3\0{new string('\0', 84)}{schema}{new string('\0', 200)}{cell}\0");

    [Theory]
    [InlineData("users")]
    [InlineData("auth_user")]
    [InlineData("\"Accounts\"")]
    public void ATableOfPeopleWithHashesIsASecret(string table)
    {
        var found = Search("data/app.sqlite3", Database($"CREATE TABLE {table} (id INTEGER, mail TEXT, hash TEXT)", Fresh("bcrypt")));

        var one = Assert.Single(found);
        Assert.Equal((SecretKind.Container, SecretClass.Live), (one.Kind, one.Class));
    }

    [Fact]
    public void WithoutHashesItIsNone() => Assert.Empty(Search("data/app.db", Database("CREATE TABLE users (id INTEGER)", "nobody")));

    [Fact]
    public void WithoutPeopleItIsNone() =>
        Assert.Empty(Search("data/app.db", Database("CREATE TABLE wares (id INTEGER)", Fresh("bcrypt"))));

    [Fact]
    public void AnotherFormatIsNone() => Assert.Empty(Search("data/app.db", [0, 1, 2, .. Encoding.ASCII.GetBytes(Fresh("bcrypt"))]));

    [Fact]
    public void AFixtureOpensNothing() =>
        Assert.Equal(
            SecretClass.Fixture,
            Assert.Single(Search("tests/app.db", Database("CREATE TABLE users (id INTEGER)", Fresh("bcrypt")))).Class
        );
}
