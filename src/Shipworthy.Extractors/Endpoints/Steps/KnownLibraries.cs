using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Tells libraries that keep and send nothing from those of which nobody knows. Only a call that is awaited, or that is given the request or its answer, is taken to do something
/// beyond its result.
/// </summary>
static partial class KnownLibraries
{
    /// <summary>Whether a call of a package may change something that is not known here.</summary>
    public static bool MayChange(string package, Code call) =>
        !Harmless().IsMatch(package)
        && call.File.Language is not Language.CSharp
        && (
            call.Parent.Kind is CodeKind.Await
            || call.Arguments.Any(one => one.Kind is CodeKind.Name && one.Name is "res" or "response" or "reply")
        );

    [GeneratedRegex(
        @"^(?:node:|next(?:$|-|/)|@?auth|@clerk/|@auth|@kinde|@workos|@supabase/|@prisma/|react|@react-(?!pdf)|@sveltejs/|@remix-run/|react-router|astro|@trpc/|@nestjs/|@fastify/|fastify|hono|@hono/|koa|@koa/|h3|nitropack|nuxt|express|body-parser|cookie|cors|helmet|multer|formidable|busboy|zod|yup|joi|@?valibot|superjson|class-validator|ajv|crypto|util|path|url|stream|zlib|timers|os|buffer|events|querystring|fs|jsonwebtoken|jose|bcrypt|argon2|@node-rs/|passport|iron-session|lucia|better-auth|uuid|nanoid|date-fns|dayjs|moment|luxon|lodash|ramda|qs|ms|pino|winston|@sentry/|p-limit|p-map|p-retry|ts-pattern|fast-xml|xml2js|cheerio|sanitize|dompurify|marked|sharp|file-type|rate|@upstash/ratelimit|ioredis|redis|@upstash/redis|drizzle-orm|mongoose|mongodb|pg|mysql|typeorm|sequelize|knex|kysely|fastapi|starlette|flask|django|rest_framework|pydantic|asyncio|anyio|json|datetime|time|logging|functools|typing|sqlalchemy|sqlmodel|firebase-functions|@vercel/functions|dataloader|graphql|@graphql)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Harmless();
}
