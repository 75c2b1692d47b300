using System.Threading.Channels;
using MimeKit;
using OrleansRetro.Mailing;

namespace OrleansRetro.Account;

/// <summary>
/// Writes and sends one mail after the other, beside whatever asked for them: nobody can tell from an answer, or from how soon it comes,
/// whether there is one to send.
/// </summary>
public sealed partial class Mail(MailOptions options, IServiceScopeFactory scopes, ILogger<Mail> logger) : BackgroundService
{
    readonly Channel<Func<IServiceProvider, Task<Letter?>>> _waiting = Channel.CreateBounded<Func<IServiceProvider, Task<Letter?>>>(200);

    public sealed record Letter(string To, string Subject, string Text);

    public bool IsOn => options.IsOn;

    /// <summary>Sends what this writes, when its turn has come; nothing where it writes nothing.</summary>
    public void Send(Func<IServiceProvider, Task<Letter?>> write)
    {
        if (!_waiting.Writer.TryWrite(write))
            NotSent("too many are waiting");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var write in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await write(scope.ServiceProvider) is { } letter)
                    await Deliver(letter, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever is wrong with one letter, or with the server, nobody else waits for it: a web that ended with it would take everybody along.
                NotSent(failure.GetType().Name);
            }
        }
    }

    async Task Deliver(Letter letter, CancellationToken stopping)
    {
        using var message = new MimeMessage { Subject = letter.Subject, Body = new TextPart("plain") { Text = letter.Text } };
        using var server = await MailServer.Connect(options, stopping);
        await server.Send(letter.To, message, stopping);
        await server.Leave(stopping);
    }

    [LoggerMessage(LogLevel.Error, "A mail could not be sent: {Why}")]
    partial void NotSent(string why);
}
