using System.Net.Sockets;
using System.Threading.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace OrleansRetro.Account;

/// <summary>Sends one mail after the other, beside whatever asked for them: nobody can tell from an answer whether one is sent.</summary>
public sealed partial class Mail(MailOptions options, ILogger<Mail> logger) : BackgroundService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Channel<MimeMessage> _waiting = Channel.CreateBounded<MimeMessage>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    public bool IsOn => options.IsOn;

    public void Send(string to, string subject, string text)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.Add(new MailboxAddress("", to));
        if (!_waiting.Writer.TryWrite(message))
            NotSent("too many are waiting");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Deliver(message, stoppingToken);
            }
            catch (Exception failure) when (failure is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or AuthenticationException or SslHandshakeException or SocketException or IOException
                or TimeoutException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
            {
                NotSent(failure.GetType().Name);
            }
        }
    }

    async Task Deliver(MimeMessage message, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        using var server = new SmtpClient();
        await server.ConnectAsync(options.Host!, options.Port, options.Security, limit.Token);
        if (options.User is { Length: > 0 } user)
            await server.AuthenticateAsync(user, options.Password ?? "", limit.Token);
        await server.SendAsync(message, limit.Token);
        await server.DisconnectAsync(quit: true, limit.Token);
    }

    [LoggerMessage(LogLevel.Error, "A mail could not be sent: {Why}")]
    partial void NotSent(string why);
}
