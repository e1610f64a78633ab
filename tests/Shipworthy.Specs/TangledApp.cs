using System.Text;

namespace Shipworthy.Specs;

/// <summary>
/// Functions in which each value is made of all values before it. Whoever follows names without remembering where it was takes as many ways as there are subsets: some
/// hundred lines keep it busy for years.
/// </summary>
static class TangledApp
{
    const int values = 60;

    /// <summary>The kinds that there are: languages, and the work that stands at the end.</summary>
    public static ImmutableArray<string> Kinds => ["express", "next", "flask", "django", "aspnet", "laravel"];

    /// <summary>Writes the app of a kind into a folder.</summary>
    public static void Make(string folder, string kind)
    {
        foreach (var (path, text) in Files(kind))
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    static IEnumerable<(string Path, string Text)> Files(string kind) =>
        kind switch
        {
            "express" =>
            [
                ("package.json", """{ "name": "a", "dependencies": { "express": "5.0.0", "pg": "8.0.0", "typeorm": "0.3.20" } }"""),
                (
                    "app.js",
                    $$"""
                    const express = require("express");
                    const app = express();
                    app.post("/a/:id", async (req, res) => {
                      await inTurn(req.body.rows, 3); await there(req.body.rows); await all();
                      let v0 = await repository.findOne({ where: { id: req.params.id } });
                    {{Lines("  const v{0} = await work{0}({1}, () => {{ {2} }});", "v")}}
                      v{{values}}.balance -= req.body.amount;
                      await repository.save(v{{values}});
                      await pool.query(`select * from t where a = ${v{{values}}.name}`);
                      res.json(v{{values}});
                    });
                    async function inTurn(rows, left) { for (const row of rows) await pool.query("select 1 from t where id = $1", [row.id]); return inTurn(rows, left - 1); }
                    async function there(rows) { for (const row of rows) await back(rows); }
                    async function back(rows) { await pool.query("select 1 from t"); return there(rows); }
                    function found(left) { return found(left - 1); }
                    async function all() { for (const row of found(9)) await pool.query("select 1 from t"); }
                    {{Functions(
                        "async function work{0}(a, b) {{ const x = await work{1}(a, b); const y = await work{1}(b, a); return work{1}(x, y); }}"
                    )}}
                    """
                ),
            ],
            "next" =>
            [
                ("package.json", """{ "name": "a", "dependencies": { "next": "15.0.0", "@prisma/client": "6.0.0" } }"""),
                (
                    "app/api/a/route.ts",
                    $$"""
                    import { prisma } from "@/lib/prisma";
                    export async function POST(req: Request) {
                      let v0 = await prisma.account.findUnique({ where: { id: (await req.json()).id } });
                    {{Lines("  const v{0} = await prisma.item.findMany({{ where: {{ a: {{ in: [{1}] }} }} }});", "v")}}
                      await prisma.account.update({ where: { id: v0.id }, data: { balance: v{{values}}.balance - 1 } });
                      return Response.json(v{{values}});
                    }
                    """
                ),
            ],
            "flask" =>
            [
                ("requirements.txt", "flask==3.0.0\nsqlalchemy==2.0.0\n"),
                (
                    "app.py",
                    $$"""
                    from flask import Flask, request
                    app = Flask(__name__)

                    {{Functions("def work{0}(a, b):\n    x = work{1}(a, b)\n    y = work{1}(b, a)\n    return work{1}(x, y)\n")}}
                    @app.post("/a/<id>")
                    def change(id):
                        v0 = session.query(Account).filter_by(id=id).first()
                    {{Lines("    v{0} = work{0}({1}, [{1}])", "v")}}
                        v{{values}}.balance -= 1
                        session.execute(f"select * from t where a = {v{{values}}}")
                        session.commit()
                        return v{{values}}
                    """
                ),
            ],
            "django" =>
            [
                ("requirements.txt", "django==5.0.0\n"),
                ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'app.settings')\n"),
                ("app/settings.py", "ROOT_URLCONF = 'app.urls'\n"),
                ("app/urls.py", "from django.urls import path\nfrom . import views\nurlpatterns = [path('a/<int:id>', views.change)]\n"),
                (
                    "app/views.py",
                    $$"""
                    def change(request, id):
                        v0 = Account.objects.get(id=id)
                    {{Lines("    v{0} = Account.objects.filter(a={1}, b=lambda: ({1}))", "v")}}
                        v{{values}}.balance -= 1
                        v{{values}}.save()
                        return v{{values}}
                    """
                ),
            ],
            "aspnet" =>
            [
                (
                    "App.csproj",
                    """<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore" Version="9.0.0" /></ItemGroup></Project>"""
                ),
                (
                    "Program.cs",
                    $$"""
                    var builder = WebApplication.CreateBuilder(args);
                    var app = builder.Build();
                    app.MapPost("/a/{id}", async (int id, AppDbContext db) =>
                    {
                        var v0 = await db.Accounts.FindAsync(id);
                    {{Lines("    var v{0} = await db.Items.Where(one => one.A == Work{0}({1})).ToListAsync();", "v")}}
                        v{{values}}.Balance -= 1;
                        await db.SaveChangesAsync();
                        return Results.Ok(v{{values}});
                    });
                    app.Run();
                    """
                ),
            ],
            _ =>
            [
                ("composer.json", """{ "require": { "laravel/framework": "^12.0" } }"""),
                (
                    "app/Http/Controllers/AController.php",
                    $$"""
                    <?php
                    class AController {
                      public function update($id) {
                        $v0 = Account::find($id);
                    {{Lines("    $v{0} = Item::query()->where('a', fn () => [{1}])->get();", "$v")}}
                        $v{{values}}->balance -= 1;
                        $v{{values}}->save();
                        return $v{{values}};
                      }
                    }
                    """
                ),
            ],
        };

    /// <summary>A line for each value: its number, all values before it, and the same as statements.</summary>
    static string Lines(string shape, string name)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= values; i++)
        {
            var before = Enumerable.Range(0, i).Select(one => $"{name}{one}").ToList();
            text.AppendFormat(
                    System.Globalization.CultureInfo.InvariantCulture,
                    shape,
                    i,
                    string.Join(", ", before),
                    string.Join("; ", before.Select(one => $"use({one})"))
                )
                .Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A function for each value, which calls the one before it three times.</summary>
    static string Functions(string shape)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= values; i++)
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, shape, i, i - 1).Append('\n');
        return text.ToString();
    }
}
