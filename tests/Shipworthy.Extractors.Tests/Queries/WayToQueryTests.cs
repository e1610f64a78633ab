using System.Text;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Queries;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Queries;

public sealed class WayToQueryTests
{
    [Fact]
    public void AWayLeadsFromWhereAValueComesInThroughVariablesAndCallsOfOtherFiles()
    {
        var query = Query(
            (
                "server.js",
                """
                const express = require("express");
                const { songsBy } = require("./songs");
                const app = express();
                app.get("/songs", async (req, res) => {
                  const order = req.query.order;
                  res.json(await songsBy(order));
                });
                app.listen(3000);
                """
            ),
            (
                "songs.js",
                """
                const { Pool } = require("pg");
                const pool = new Pool();
                function songsBy(column) {
                  const text = "select * from songs order by " + column;
                  return pool.query(text);
                }
                module.exports = { songsBy };
                """
            )
        );
        query.Value.ShouldBe(QueryValue.Sent);
        query.IsLedTo.ShouldBeTrue();
        query.Related.Select(place => $"{place}").ShouldBe(["server.js:5", "server.js:6", "songs.js:4"]);
        query.At.Line.ShouldBe(5);
    }

    [Fact]
    public void AValueThatComesInAtTheQueryNeedsNoWay()
    {
        var query = Query(
            (
                "server.js",
                """
                const { Pool } = require("pg");
                const pool = new Pool();
                const app = require("express")();
                app.get("/songs", async (req, res) => {
                  res.json(await pool.query("select * from songs order by " + req.query.order));
                });
                app.listen(3000);
                """
            )
        );
        query.IsLedTo.ShouldBeFalse();
        query.Related.ShouldBeEmpty();
    }

    static DynamicQuery Query(params IEnumerable<(string Path, string Text)> files)
    {
        var manifest = ("package.json", """{ "dependencies": { "express": "5", "pg": "8" }, "scripts": { "start": "node server.js" } }""");
        var tree = new SourceTree(
            [.. files.Append(manifest).Select(file => new SourceFile(file.Item1, FileRole.Prod, Encoding.UTF8.GetBytes(file.Item2)))],
            []
        );
        var learner = new Learner([.. new QueriesInCode().Teaches]);
        new QueriesInCode().Extract(new(tree, GitHistory.Open(null)), learner);
        return learner.Facts.Of<DynamicQuery>().ShouldHaveSingleItem();
    }
}
