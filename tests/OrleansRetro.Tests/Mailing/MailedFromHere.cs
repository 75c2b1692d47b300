using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Mailing;
using OrleansRetro.Tests.Account;
using OrleansRetro.Tests.Security.Matrix;

namespace OrleansRetro.Tests.Mailing;

/// <summary>The whole program inside the test, with a mailbox and a clock that the test moves: a Monday, ten o'clock in UTC.</summary>
public sealed class MailedFromHere : InHouse
{
    internal Mailbox Mailbox { get; } = new();

    internal FakeTimeProvider Time { get; } = new(new(2030, 1, 7, 10, 0, 0, TimeSpan.Zero));

    internal Task SendDue() => Services.GetRequiredService<Digests>().SendDue(TestContext.Current.CancellationToken);

    private protected override IEnumerable<(string Name, string Value)> Keeping =>
        [.. base.Keeping, .. Mailbox.Settings.Select(setting => (setting.Item1.Replace("__", ":", StringComparison.Ordinal), setting.Item2)), ("Retro:PublicUrl", "http://localhost:5099")];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddKeyedSingleton<TimeProvider>("domain", Time));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mailbox.DisposeAsync();
    }
}
