using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class KeysInOldCodeTests
{
    [Theory]
    [InlineData("src/token.ts", "import jwt from 'jsonwebtoken';\nexport const t = jwt.sign({ a: 1 }, '{0}');", SecretClass.Live)]
    [InlineData("app/token.py", "import jwt\n\nKEY = '{0}'\n\ndef t(): return jwt.encode({}, KEY, algorithm='HS256')\n", SecretClass.Live)]
    [InlineData(
        "src/é.ts",
        "/* é */ import { createHmac } from 'crypto';\nexport const t = createHmac('sha256', '{0}-your-key');",
        SecretClass.Aimless
    )]
    [InlineData(
        "src/token.ts",
        "import jwt from 'jsonwebtoken';\nexport const t = jwt.sign({ a: 1 }, process.env.K || '{0}');",
        SecretClass.Aimless
    )]
    public void ALiteralThatSignedIsAKey(string path, string code, SecretClass worth)
    {
        var text = code.Replace("{0}", "KESTREL_KEY_2024");
        var sighting = KeysInOldCode.In(Blob(path, text)).ShouldHaveSingleItem();
        (sighting.Class, sighting.SignsOrEncrypts).ShouldBe((worth, true));
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text), sighting.Start, sighting.Length).ShouldBe(sighting.Value);
    }

    [Theory]
    [InlineData("src/token.test.ts", "import jwt from 'jsonwebtoken';\nexport const t = jwt.sign({ a: 1 }, 'KESTREL_KEY_2024');")]
    [InlineData("src/token.ts", "import jwt from 'jsonwebtoken';\nexport const t = (key: string) => jwt.sign({ a: 1 }, key);")]
    [InlineData("src/token.ts", "export const sign = 'KESTREL_KEY_2024'; sign(")]
    public void WhatSurelyNeverSignedIsNone(string path, string code) => KeysInOldCode.In(Blob(path, code)).ShouldBeEmpty();

    static SearchedBlob Blob(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(path, FileRoles.Of(path, bytes), bytes);
    }
}
