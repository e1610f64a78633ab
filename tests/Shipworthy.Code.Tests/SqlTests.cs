using CsCheck;
using Shipworthy.Syntax.Sql;
using Shouldly;

namespace Shipworthy.Code.Tests;

/// <summary>The reader of SQL: what it makes of statements, expressions and bodies, and what holds for any text.</summary>
public sealed class SqlTests
{
    static readonly string[] Words =
    [
        "create ",
        "table ",
        "function ",
        "policy ",
        "select ",
        "union ",
        "from ",
        "where ",
        "and ",
        "or ",
        "not ",
        "exists ",
        "case ",
        "when ",
        "then ",
        "else ",
        "end ",
        "if ",
        "begin ",
        "loop ",
        "for ",
        "return ",
        "in ",
        "any ",
        "is null ",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        ".",
        "::",
        "->>",
        "=",
        "-",
        "$$",
        "$a$",
        "'",
        "\"",
        "`",
        "--",
        "/*",
        "*/",
        "\n",
        "x",
        "auth.uid()",
        "1",
        "e'",
        "\\",
        "GO\n",
        "delimiter //\n",
        "array",
    ];

    static readonly Gen<string> Texts = Gen.Int[0, Words.Length - 1].Select(index => Words[index]).Array[0, 60].Select(string.Concat);

    [Fact]
    public void Tokens_follow_each_other_and_lie_in_the_text() =>
        Texts.Sample(text =>
        {
            var at = 0;
            foreach (var token in SqlLexer.Tokens(text))
            {
                token.Start.ShouldBeGreaterThanOrEqualTo(at);
                token.End.ShouldBeGreaterThan(token.Start);
                token.End.ShouldBeLessThanOrEqualTo(text.Length);
                at = token.End;
            }
        });

    [Fact]
    public void Any_text_is_read_as_expression_query_and_body() =>
        Texts.Sample(text =>
        {
            var tokens = SqlLexer.Tokens(text);
            SqlExpressionReader.Read(tokens).All.Count().ShouldBePositive();
            SqlExpressionReader.ReadQuery(tokens).ShouldNotBeNull();
            SqlBodyReader.Read(tokens).SelectMany(step => step.All).Count().ShouldBeGreaterThanOrEqualTo(0);
            SqlScript.Statements(text).ShouldAllBe(statement => statement.Tokens.Length > 0);
        });

    [Theory]
    [InlineData("- ")]
    [InlineData("not ")]
    [InlineData("(")]
    [InlineData("case when ")]
    [InlineData("select 1 union ")]
    [InlineData("exists (select ")]
    [InlineData("begin ")]
    [InlineData("if a then ")]
    [InlineData("a or ")]
    [InlineData("a || ")]
    public void What_nests_or_goes_on_without_end_costs_neither_the_stack_nor_the_day(string part)
    {
        var tokens = SqlLexer.Tokens(string.Concat(Enumerable.Repeat(part, 20_000)));
        SqlExpressionReader.Read(tokens).All.Count().ShouldBePositive();
        SqlExpressionReader.ReadQuery(tokens).ShouldNotBeNull();
        SqlBodyReader.Read(tokens).SelectMany(step => step.All).Count().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("select 1; select 2", 2)]
    [InlineData("create function f() returns int as $$ begin; return 1; end; $$ language plpgsql; select 1;", 2)]
    [InlineData("insert into a values ('x;y'); -- c;d\nselect 1", 2)]
    [InlineData("create trigger t before insert on a begin update b set c = 1; delete from d; end; select 1;", 2)]
    [InlineData("create table a (b int)\nGO\ncreate table c (d int)\nGO\n", 2)]
    [InlineData("delimiter //\ncreate procedure p() begin select 1; select 2; end//\ndelimiter ;\nselect 1;", 2)]
    [InlineData("copy a from stdin;\n1\t'x;\n2\ty\n\\.\nselect 1;", 2)]
    [InlineData("/* a; /* b; */ c; */ select 1;", 1)]
    [InlineData("select e'it\\'s;', 'it''s;'; select 2", 2)]
    public void Statements_end_where_they_end(string text, int count) => SqlScript.Statements(text).Length.ShouldBe(count);

    [Theory]
    [InlineData("[dbo].[Users]", "dbo Users")]
    [InlineData("\"Order Items\"", "Order Items")]
    [InlineData("`a`.`b`", "a b")]
    [InlineData("Public.Users", "public users")]
    public void Names_are_read_in_every_kind_of_quotes(string text, string parts) =>
        string.Join(' ', new SqlCursor(SqlLexer.Tokens(text)).Name()).ShouldBe(parts);

    [Theory]
    [InlineData("a = 1 and b = 2 or not c", "or(and(=(a,1),=(b,2)),not(c))")]
    [InlineData("(select auth.uid()) = user_id", "=(select(auth.uid()),user_id)")]
    [InlineData("a::text = 'x'::text", "=(a,'x')")]
    [InlineData("x in (1, 2)", "in(x,1,2)")]
    [InlineData("x = any (array[1, 2])", "in(x,[1,2])")]
    [InlineData("x not in (select y from z)", "not in(x,select(y))")]
    [InlineData("exists (select 1 from m where m.a = b.a)", "exists(1,=(m.a,b.a))")]
    [InlineData("(auth.jwt() -> 'app_metadata' ->> 'role') = 'admin'", "=(->>(->(auth.jwt(),'app_metadata'),'role'),'admin')")]
    [InlineData("a is not null", "is not null(a)")]
    [InlineData("a is distinct from b", "is distinct from(a,b)")]
    [InlineData("case a when 1 then 'x' else 'y' end", "case(=(a,1),'x','y')")]
    [InlineData("a between 1 and 2 and c", "and(between(a,[1,2]),c)")]
    [InlineData("coalesce(a, b) > now() - interval '1 day'", ">(coalesce(a,b),-(now(),'1 day'))")]
    public void Expressions_are_read_by_their_precedence(string text, string outline) =>
        Outlined(SqlExpressionReader.Read(SqlLexer.Tokens(text))).ShouldBe(outline);

    [Fact]
    public void A_query_tells_its_tables_and_conditions()
    {
        var query = SqlExpressionReader.ReadQuery(
            SqlLexer.Tokens(
                "with r as (select 1 from q) select p.id, count(*) from public.profiles p join teams t on t.id = p.team where p.id = $1 union select 2 from s"
            )
        );
        query.Tables.Select(table => $"{table.Last} {table.Alias}").ShouldBe(["profiles p", "teams t"]);
        query.Conditions.Length.ShouldBe(2);
        query.Nested.Select(nested => nested.Tables[0].Last).ShouldBe(["q", "s"]);
    }

    [Fact]
    public void A_body_is_read_as_steps()
    {
        var body = SqlLexer.Tokens(
            """
            declare v uuid := auth.uid();
            begin
              if v is null then raise exception 'x'; elsif v = a then return 1; else perform f(); end if;
              for r in select * from t loop delete from u where id = r.id; end loop;
              update t set a = case when b then 1 else 2 end;
              execute format('drop table %I', t);
            exception when others then raise notice 'y';
            end;
            """
        );
        var steps = SqlBodyReader.Read(body).SelectMany(step => step.All).Select(step => step.GetType().Name);
        steps.ShouldBe(["Assign", "Block", "If", "Raise", "Return", "Statement", "Loop", "Statement", "Statement", "Execute", "Raise"]);
    }

    static string Outlined(SqlExpression expression) =>
        expression switch
        {
            SqlExpression.Name name => name.Dotted,
            SqlExpression.Text text => $"'{text.Value}'",
            SqlExpression.Number number => number.Value,
            SqlExpression.Truth truth => truth.Value?.ToString() ?? "null",
            SqlExpression.Call call => $"{call.Dotted}({Inner(call)})",
            SqlExpression.Binary binary => $"{binary.Operator}({Inner(binary)})",
            SqlExpression.Unary unary => $"{unary.Operator}({Inner(unary)})",
            SqlExpression.Is test => $"is {(test.Negated ? "not " : "")}{test.What}({Inner(test)})",
            SqlExpression.In test => $"{(test.Negated ? "not " : "")}in({Inner(test)})",
            SqlExpression.Exists exists => $"exists({Inner(exists)})",
            SqlExpression.Subquery query => $"select({Inner(query)})",
            SqlExpression.Case choice => $"case({Inner(choice)})",
            SqlExpression.List list => $"[{Inner(list)}]",
            SqlExpression.Parameter parameter => parameter.Spelling,
            _ => "?",
        };

    static string Inner(SqlExpression expression) => string.Join(',', expression.Children.Select(Outlined));
}
