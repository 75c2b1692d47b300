using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Utils;
using OrleansRetro.Account;

namespace OrleansRetro.Mailing;

/// <summary>A talk with the mail server, in which any number of mails are handed over.</summary>
public sealed class MailServer : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly SmtpClient _client = new();
    readonly MailOptions _options;

    MailServer(MailOptions options) => _options = options;

    public static async Task<MailServer> Connect(MailOptions options, CancellationToken stop)
    {
        var server = new MailServer(options);
        try
        {
            using var limit = Limit(stop);
            await server._client.ConnectAsync(options.Host!, options.Port, options.Security, limit.Token);
            if (options.User is { Length: > 0 } user)
                await server._client.AuthenticateAsync(user, options.Password ?? "", limit.Token);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public async Task Send(string to, MimeMessage message, CancellationToken stop)
    {
        var from = MailboxAddress.Parse(_options.From);
        message.From.Add(from);
        // Not by the name of this machine, which is nobody's concern.
        message.MessageId = MimeUtils.GenerateMessageId(from.Domain);
        message.To.Add(new MailboxAddress("", to));
        using var limit = Limit(stop);
        await _client.SendAsync(message, limit.Token);
    }

    public async Task Leave(CancellationToken stop)
    {
        using var limit = Limit(stop);
        await _client.DisconnectAsync(quit: true, limit.Token);
    }

    public void Dispose() => _client.Dispose();

    static CancellationTokenSource Limit(CancellationToken stop)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        return limit;
    }
}
