using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Mailing;

/// <summary>
/// Sends people what waits for their word. Each person's own grain says whether there is a mail, and gives it to one web alone. Looking is cheap:
/// each is asked every quarter of an hour while they work, and every three hours else. A mail server that is down is found before anything is claimed.
/// </summary>
public sealed partial class Digests(
    MailOptions options, WebOptions web, Recipients recipients, DigestLetter letter, IGrainFactory grains, TimeProvider time, [FromKeyedServices("domain")] TimeProvider domain, ILogger<Digests> logger)
    : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>People asked at once.</summary>
    const int AtOnce = 32;

    readonly SemaphoreSlim _turn = new(1);
    Dictionary<Guid, DateTimeOffset> _next = [];
    bool _isDown;
    DateTimeOffset _downAt;

    /// <summary>Whether there is a server to send by, and an address that links can begin with.</summary>
    public bool AreOn => options.IsOn && web.PublicUrl is not null;

    /// <summary>Sends all that is due now.</summary>
    public async Task SendDue(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var (known, now) = (new Dictionary<Guid, DateTimeOffset>(), domain.GetUtcNow());
            await foreach (var page in recipients.All())
            {
                foreach (var people in page.Chunk(AtOnce))
                    await SendTo(people, known, now, stop);
            }
            _next = known;
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!AreOn)
            return;
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do
            {
                try
                {
                    await SendDue(stoppingToken);
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    // Nobody's page waits for mail, and the next round makes it good.
                    LogNotRead(logger, failure.GetType().Name);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    async Task SendTo(Recipient[] people, Dictionary<Guid, DateTimeOffset> known, DateTimeOffset now, CancellationToken stop)
    {
        var looks = await Task.WhenAll(people.Select(async person => (Person: person, Look: _next.TryGetValue(person.Id, out var next) && now < next ? new MailLook(false, next) : await Look(person, now))));
        foreach (var (person, look) in looks)
            known[person.Id] = look.Next;
        var due = looks.Where(look => look.Look.IsDue).Select(look => look.Person).ToArray();
        // Where the server didn't answer in this round, nobody else waits for it.
        if (due.Length == 0 || _downAt == now)
            return;
        try
        {
            using var server = await MailServer.Connect(options, stop);
            foreach (var person in due)
                await Send(server, person, stop);
            await server.Leave(stop);
            _isDown = false;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && IsOfTheServer(failure))
        {
            if (!_isDown)
                LogDown(logger, failure.GetType().Name);
            (_isDown, _downAt) = (true, now);
        }
    }

    async Task<MailLook> Look(Recipient person, DateTimeOffset now)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IPmGrain>(person.Id).LookForMail(Caller.Room));
        }
        catch (Exception passing) when (passing is RejectedException || Asking.IsPassing(passing))
        {
            return new(false, now + Round); // nobody is there, or nobody can be asked now
        }
    }

    async Task Send(MailServer server, Recipient person, CancellationToken stop)
    {
        var pm = grains.GetGrain<IPmGrain>(person.Id);
        if (await Claim(pm) is not { } mail)
            return;
        try
        {
            using var message = letter.Write(person, mail, await Names(mail));
            await server.Send(person.Address, message, stop);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode is >= 400 and < 500)
        {
            // "Not now", as mail servers say to whom they don't know yet: the same mail goes at the next look.
            await Asking.Again(() => pm.ReturnMail(Caller.Room, mail.At));
        }
        catch (SmtpCommandException refused)
        {
            LogRefused(logger, (int)refused.StatusCode);
        }
    }

    // Asked once: a claim whose answer is lost may be kept, and then its mail is not sent.
    static async Task<ClaimedMail?> Claim(IPmGrain pm)
    {
        try
        {
            return await pm.ClaimMail(Caller.Room);
        }
        catch (Exception passing) when (passing is RejectedException || Asking.IsPassing(passing))
        {
            return null;
        }
    }

    async Task<Dictionary<PersonId, string>> Names(ClaimedMail mail)
    {
        var people = mail.Lines.SelectMany(line => new[] { line.Promise.Promisor, line.Promise.Requester }).Distinct().ToArray();
        var names = await Task.WhenAll(people.Select(person => Asking.Again(() => grains.GetGrain<IPmGrain>(person.Value).Name())));
        return people.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second ?? "");
    }

    static bool IsOfTheServer(Exception failure) =>
        failure is ProtocolException or CommandException or ServiceNotConnectedException or ServiceNotAuthenticatedException or SslHandshakeException or AuthenticationException or System.Net.Sockets.SocketException or IOException or OperationCanceledException or TimeoutException;

    [LoggerMessage(LogLevel.Error, "Mail waits: the mail server can't be used ({Why}). It is tried again; this is said once.")]
    static partial void LogDown(ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "The mail server refused a mail for good ({Status}).")]
    static partial void LogRefused(ILogger logger, int status);

    [LoggerMessage(LogLevel.Warning, "Who is to get mail can't be read ({Why}); it is tried again in a minute.")]
    static partial void LogNotRead(ILogger logger, string why);
}
