using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Bodies that were made to hurt.</summary>
[Trait("Row", "Attack-A40")]
public abstract class BodyTests(SharedInstallation shared)
{
    public static TheoryData<string> Horrors { get; } =
    [
        new string('[', 1_000) + new string(']', 1_000),
        """{"column":"ideas","text":""" + string.Concat(Enumerable.Repeat("{\"a\":", 1_000)) + "1" + new string('}', 1_001),
        """{"column":"ideas","column":"did-not","text":"a"}""",
        """{"column":"ideas","text":NaN}""",
        """{"column":"ideas","text":1e400}""",
        """{"column":"ideas","text":"a",}""",
        """{"column":"ideas","text":"a"} {"column":"ideas","text":"b"}""",
        """{"column":"ideas","text":'a'}""",
        """{"column":"ideas",/* hidden */"text":"a"}""",
        """{"column":"ideas","text":"\uD800"}""",
        """{"column":"ideas","text":"\uDC00x"}""",
        """{"column":"ideas","text":"unfinished""",
        "\u0000",
        "true",
        "\"text\"",
    ];

    [Theory, MemberData(nameof(Horrors))]
    public async Task No_body_is_more_than_malformed(string body)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var answer = await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal("application/problem+json", answer.Is(400).ContentHeaders.ContentType?.MediaType);
        Assert.Empty((await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00 })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D })]
    public async Task Bytes_that_are_no_text_are_malformed(byte[] body)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, content)).Is(400);
    }

    [Fact]
    public async Task A_byte_order_mark_is_malformed()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"column":"ideas","text":"a"}"""u8]);
        content.Headers.ContentType = new("application/json");
        (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, content)).Is(400, "malformed");
    }

    [Theory]
    [InlineData("application/json; charset=iso-8859-1"), InlineData("application/json; charset=utf-7")]
    public async Task Another_charset_is_not_read(string type)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var content = new ByteArrayContent([.. """{"column":"ideas","text":"a"}"""u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, content)).Is(415, "not-json");
    }

    /// <summary>However deep, wide or broken: what is refused costs next to nothing. The best of some, for the machine is shared.</summary>
    [Theory, MemberData(nameof(Horrors))]
    public async Task It_is_refused_at_once(string body)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var began = Stopwatch.GetTimestamp();
            (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, new StringContent(body, Encoding.UTF8, "application/json"))).Is(400);
            best = Stopwatch.GetElapsedTime(began) is var took && took < best ? took : best;
        }
        Assert.True(best < TimeSpan.FromMilliseconds(50), $"{best.TotalMilliseconds} ms");
    }

    [Fact]
    public async Task Fifty_megabytes_are_refused_before_they_are_sent()
    {
        var answer = await Begin($"Content-Length: {50 * 1024 * 1024}", "{");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_megabytes_without_a_length_are_refused_after_the_first_few() =>
        Assert.StartsWith("HTTP/1.1 413 ", await Begin("Transfer-Encoding: chunked", $"12000\r\n{{\"title\":\"{new string('x', 0x12000 - 10)}\r\n"), StringComparison.Ordinal);

    /// <summary>What is answered to a body of which this is the beginning and no more.</summary>
    async Task<string> Begin(string framing, string body)
    {
        using var api = await shared.Client();
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Address.Host, api.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/retros HTTP/1.1\r\nHost: {api.Address.Authority}\r\nContent-Type: application/json\r\n{framing}\r\n\r\n{body}"), TestContext.Current.CancellationToken);
        return await ReadHead(stream);
    }

    static async Task<string> ReadHead(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, patience.Token) is > 0 and var count)
            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return head.ToString();
    }
}

public sealed class BodyTestsInFiles(SharedProgram shared) : BodyTests(shared);

public sealed class BodyTestsInADatabase(Postgres postgres) : BodyTests(postgres.Shared);
