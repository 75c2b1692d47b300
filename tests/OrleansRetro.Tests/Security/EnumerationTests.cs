using System.Diagnostics;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Security;

/// <summary>Who has an account here is nobody's business.</summary>
public abstract class EnumerationTests(Store store)
{
    [Fact, Trait("Row", "Attack-A18")]
    public async Task Whether_an_address_has_an_account_shows_neither_in_words_nor_in_time()
    {
        await using var program = await store.Start(("Retro__Limits__Enabled", "false"));
        using var ana = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "known@example.org");
        using var eve = new PageVisitor(program.Address);
        var (known, unknown) = (new List<double>(), new List<double>());
        string? said = null;
        for (var i = 0; i < 40; i++)
            foreach (var (mail, times) in new[] { ("known@example.org", known), ($"nobody@example.org", unknown) })
            {
                var began = Stopwatch.GetTimestamp();
                var answer = (await eve.TrySignIn(mail, password: "not the password at all")).Is(200);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                var text = Plain(answer.Text.Replace(mail, "", StringComparison.Ordinal));
                Assert.Equal(said ??= text, text);
            }
        known.Sort();
        unknown.Sort();
        // Each one's median lies well within the other's middle.
        Assert.InRange(known[20], unknown[3], unknown[36]);
        Assert.InRange(unknown[20], known[3], known[36]);
    }

    /// <summary>Without what is made anew for each page.</summary>
    static string Plain(string page) => System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(page, "CfDJ8[^\"]*", ""));
}

[Collection(nameof(Alone))]
public sealed class EnumerationTestsInFiles() : EnumerationTests(Store.Files);

[Collection(nameof(Alone))]
public sealed class EnumerationTestsInADatabase(Postgres postgres) : EnumerationTests(Store.In(postgres));
