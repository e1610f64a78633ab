using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class OriginTests
{
    [Theory]
    [InlineData("""import express from "express"; express""", "express", "default")]
    [InlineData("""import express from "express"; express()""", "express", "default()")]
    [InlineData("""import { Router as R } from "express"; R""", "express", "Router")]
    [InlineData("""import express from "express"; express.Router()""", "express", "Router()")]
    [InlineData("""import * as e from "express"; e.Router""", "express", "Router")]
    [InlineData("""const { Router } = require("express"); Router""", "express", "Router")]
    [InlineData("""const app = require("express")(); app""", "express", "default()")]
    [InlineData(
        """import { PrismaClient } from "@prisma/client"; const db = new PrismaClient(); db.user.findMany""",
        "@prisma/client",
        "PrismaClient().user.findMany"
    )]
    [InlineData("""import Stripe from "https://esm.sh/stripe@12.0.0?target=deno"; Stripe""", "stripe", "default")]
    [InlineData("""import * as e from "express"; function f(app: e.Express | null) { app }""", "express", "Express()")]
    [InlineData("""import Stripe from "stripe"; function f(event: Stripe.Event) { event }""", "stripe", "Event()")]
    [InlineData("""import type { Express } from "express"; function f(app: Express) { app }""", "express", "Express()")]
    public void AValueKnowsItsPackage(string text, string package, string name)
    {
        var code = Some.Base(("app.ts", text));
        var last = code.Files[0].Root.Children.Last();
        if (last.Kind == CodeKind.Function)
            last = last.Body.Children.Last();
        var origin = code.OriginOf(last);
        (origin.Package, origin.Name).ShouldBe((package, name));
    }

    [Theory]
    [InlineData("""{ "compilerOptions": { "baseUrl": "." } }""")]
    [InlineData("""{ "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["*"] } } }""")]
    public void APackageKeepsItsNameBesideAliasesOfPaths(string tsconfig)
    {
        var code = Some.Base(("apps/api/tsconfig.json", tsconfig), ("apps/api/src/app.ts", """import express from "express"; express"""));
        code.OriginOf(code.Files[0].Root.Children.Last()).Package.ShouldBe("express");
    }

    [Fact]
    public void AnInstanceKeepsItsOriginAcrossFiles()
    {
        var code = Some.Base(
            ("db.js", """const { Pool } = require("pg"); const pool = new Pool(); module.exports = pool"""),
            ("app.js", """const db = require("./db"); db.query("select 1")""")
        );
        code.OriginOf(code.Calls("query").Single()).ShouldBe(new Origin("pg", "Pool().query()"));
    }

    [Fact]
    public void AParameterHasTheOriginThatItsCallersGive()
    {
        var code = Some.Base(
            ("routes.js", "module.exports = (app) => { app.get('/', handle) }"),
            ("app.js", """const express = require("express"); const app = express(); require("./routes")(app)""")
        );
        code.OriginOf(code.Calls("get").Single().Receiver).ShouldBe(new Origin("express", "default()"));
    }

    [Fact]
    public void AParameterOfAFunctionTypeHidesNothing()
    {
        var code = Some.Base(("app.ts", """import db from "pg"; type F = (db: string) => void; db.query()"""));
        code.OriginOf(code.Calls("query").Single().Receiver).Package.ShouldBe("pg");
    }
}
