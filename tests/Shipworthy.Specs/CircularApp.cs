using System.Text;

namespace Shipworthy.Specs;

/// <summary>
/// Values that lead back to themselves: functions that return what they return, names that stand for each other, objects spread into themselves. Each stands
/// wherever a value is followed: statements, addresses, cookies, keys, routes, writes. Whoever follows one without counting steps runs out of stack.
/// </summary>
static class CircularApp
{
    /// <summary>The kinds that there are, by language.</summary>
    public static ImmutableArray<string> Kinds => ["circle.js", "circle.py", "circle.cs"];

    /// <summary>Writes the app of a kind into a folder.</summary>
    public static void Make(string folder, string kind)
    {
        var (manifest, declared, text) = kind switch
        {
            "circle.js" => ("package.json", Package, Script()),
            "circle.py" => ("requirements.txt", "flask==3.0.0\nfastapi==0.115.0\npsycopg==3.2.0\nsqlalchemy==2.0.0\n", Python()),
            _ => ("App.csproj", Project, CSharp()),
        };
        File.WriteAllText(Path.Combine(folder, manifest), declared);
        File.WriteAllText(Path.Combine(folder, "server" + Path.GetExtension(kind)), text);
    }

    const string Package = """
        {
          "name": "a", "main": "server.js",
          "dependencies": {
            "express": "5.0.0", "pg": "8.0.0", "cors": "2.8.5", "jsonwebtoken": "9.0.0", "pino": "9.0.0", "@prisma/client": "6.0.0", "mongoose": "8.0.0",
            "@supabase/supabase-js": "2.0.0", "bullmq": "5.0.0", "axios": "1.0.0", "ioredis": "5.0.0", "drizzle-orm": "0.40.0", "zod": "3.0.0"
          }
        }
        """;

    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore" Version="9.0.0" /></ItemGroup></Project>
        """;

    static string Script() =>
        """
            const express = require("express");
            const cors = require("cors");
            const jwt = require("jsonwebtoken");
            const { Pool } = require("pg");
            const { PrismaClient } = require("@prisma/client");
            const { createClient } = require("@supabase/supabase-js");
            const { Queue } = require("bullmq");
            const axios = require("axios");
            const { z } = require("zod");
            const logger = require("pino")();
            const pool = new Pool();
            const prisma = new PrismaClient();
            const app = express();
            function own(left) { return own(left - 1); }
            const arrow = (left) => arrow(left - 1);
            function there(left) { return back(left); }
            function back(left) { return there(left); }
            async function later(left) { return await later(left - 1); }
            function handed(given) { return handed(given); }
            let first = second;
            let second = first;
            const whole = { ...whole, inner: whole.inner, list: [...whole.list] };
            class Ring { next() { return this.next(); } get self() { return this.self; } static made() { return Ring.made(); } }

            """
        + Statements(
            [
                "own(9)",
                "arrow(9)",
                "there(9)",
                "await later(9)",
                "handed(own(9))",
                "first",
                "whole",
                "whole.inner",
                "new Ring().next()",
                "new Ring().self",
                "Ring.made()",
                "`${own(9)} ${first}`",
                "own(9) + second",
                "{ ...whole, a: own(9) }",
                "[own(9), ...whole.list]",
            ],
            [
                "await pool.query({0});",
                "await pool.query(\"select 1\", {0});",
                "await fetch({0}, { method: {0}, headers: {0}, body: {0} });",
                "await axios.post({0}, {0}, {0});",
                "res.json({0});",
                "res.cookie({0}, {0}, {0});",
                "res.setHeader({0}, {0});",
                "app.use(cors({ origin: {0}, credentials: true }));",
                "app.use(cors({0}));",
                "jwt.sign({0}, {0}, {0});",
                "jwt.verify({0}, {0});",
                "app.get({0}, {0}, {0});",
                "app.use({0}, {0});",
                "createClient({0}, {0}).from({0}).insert({0});",
                "new Pool({0});",
                "logger.info({0});",
                "await prisma.user.update({ where: {0}, data: {0} });",
                "await prisma.user.findMany({0});",
                "await prisma.$transaction({0});",
                "await prisma.$queryRawUnsafe({0});",
                "await stripe.charges.create({0});",
                "setInterval({0}, {0});",
                "localStorage.setItem({0}, {0});",
                "new Queue({0}).add({0}, {0});",
                "await redis.set({0}, {0}, {0});",
                "rateLimit({0});",
                "session({0});",
                "z.object({0}).parse({0});",
                "await db.insert({0}).values({0});",
                "await db.collection({0}).updateOne({0}, {0});",
                "await User.findByIdAndUpdate({0}, {0});",
                "if ({0}) return;",
                "for (const one of {0}) await pool.query({0});",
                "({0}).balance -= {0};",
                "process.env[{0}];",
            ],
            "app.post(\"/a{1}/:id\", async (req, res) => {\n{0}});\n",
            "  "
        );

    static string Python() =>
        """
            import jwt, requests, psycopg
            from flask import Flask, jsonify, request
            from flask_cors import CORS
            from sqlalchemy import text, create_engine
            app = Flask(__name__)
            def own(left):
                return own(left - 1)
            def there(left):
                return back(left)
            def back(left):
                return there(left)
            def handed(given):
                return handed(given)
            arrow = lambda left: arrow(left)
            first = second
            second = first
            whole = {**whole, "inner": whole["inner"]}
            class Ring:
                def next(self):
                    return self.next()
                @property
                def own(self):
                    return self.own

            """
        + Statements(
            [
                "own(9)",
                "arrow(9)",
                "there(9)",
                "handed(own(9))",
                "first",
                "whole",
                "whole[\"inner\"]",
                "Ring().next()",
                "Ring().own",
                "f\"{own(9)} {first}\"",
                "own(9) + second",
                "\"%s\" % own(9)",
            ],
            [
                "cursor.execute({0})",
                "session.execute(text({0}), {0})",
                "session.query(User).filter({0}).update({0})",
                "requests.post({0}, json={0}, headers={0})",
                "jwt.encode({0}, {0}, algorithm={0})",
                "CORS(app, origins={0})",
                "create_engine({0})",
                "response.set_cookie({0}, {0}, secure={0})",
                "logging.info({0})",
                "User.objects.filter(id={0}).update(name={0})",
                "app.config[{0}] = {0}",
                "subprocess.run({0}, shell={0})",
                "os.environ.get({0}, {0})",
                "app.register_blueprint({0}, url_prefix={0})",
                "for one in {0}: cursor.execute({0})",
                "if {0}: jsonify({0})",
            ],
            "@app.post(\"/a{1}/<id>\")\ndef change{1}(id):\n{0}\n",
            "    "
        );

    static string CSharp() =>
        """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins(Ring.Own(9))));
            var app = builder.Build();
            var first = second;
            var second = first;

            """
        + Statements(
            ["Ring.Own(9)", "Ring.There(9)", "new Ring().Self", "new Ring().Next()", "first", "Ring.Own(9) + second", "$\"{Ring.Own(9)}\""],
            [
                "await db.Database.ExecuteSqlRawAsync({0});",
                "await db.Users.FromSqlRaw({0}).ToListAsync();",
                "await db.Users.Where(one => one.Name == {0}).ExecuteUpdateAsync({0});",
                "await client.PostAsJsonAsync({0}, {0});",
                "logger.LogInformation({0}, {0});",
                "response.Cookies.Append({0}, {0}, {0});",
                "app.MapGet({0}, {0});",
                "app.UseCors({0});",
                "app.MapGroup({0}).RequireAuthorization({0});",
                "builder.Services.AddDbContext<Db>(options => options.UseNpgsql({0}));",
                "builder.Configuration[{0}] = {0};",
                "foreach (var one in {0}) await db.Users.FindAsync({0});",
                "if ({0}) return Results.Ok({0});",
            ],
            "app.MapPost(\"/a{1}/{id}\", async (int id, Db db) =>\n{\n{0}return Results.Ok();\n});\n",
            "    "
        )
        + """
            app.Run();
            class Ring
            {
                public static string Own(int left) => Own(left - 1);
                public static string There(int left) { return Back(left); }
                public static string Back(int left) { return There(left); }
                public string Self => Self;
                public Ring Next() => Next();
            }
            """;

    /// <summary>An endpoint for each value, with every statement in which it may stand.</summary>
    static string Statements(ImmutableArray<string> circles, ImmutableArray<string> places, string endpoint, string indent)
    {
        var text = new StringBuilder();
        for (var i = 0; i < circles.Length; i++)
        {
            var lines = string.Concat(places.Select(place => $"{indent}{place.Replace("{0}", circles[i], StringComparison.Ordinal)}\n"));
            text.Append(endpoint.Replace("{1}", $"{i}", StringComparison.Ordinal).Replace("{0}", lines, StringComparison.Ordinal));
        }
        return text.ToString();
    }
}
