using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Timesheets.Tests;

public sealed class EntriesTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task EntriesNeedASession()
    {
        var answer = await factory.CreateClient().GetAsync("/entries");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
