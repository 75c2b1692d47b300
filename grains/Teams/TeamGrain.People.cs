using Microsoft.Extensions.Logging;
using OrleansRetro.Pms;

namespace OrleansRetro.Teams;

// What others must hear of, each in a stream of its own. The log is the truth: what broke off is made good when the team wakes next.
sealed partial class TeamGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (DurableVersion > 0)
            this.RegisterGrainTimer(MakeGood, new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    async Task MakeGood(CancellationToken cancellationToken)
    {
        try
        {
            if (Durable.GivenUp)
            {
                await End();
                return;
            }
            await TellPeople();
            foreach (var retro in Durable.Retros.Where(retro => retro.Taken))
                await ClaimRetro(retro.Id);
            foreach (var retro in Durable.Retros.Where(retro => retro is { Taken: false, DiscardedAt: not null }))
                await ShelveRetro(retro.Id, true);
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or TimeoutException or OrleansException or ConflictException)
        {
            LogOwing(logger, failure, Stream);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not everybody could be told what became of {Stream}; its next activation tries again.")]
    static partial void LogOwing(ILogger logger, Exception failure, string stream);

    Task TellPeople() => Task.WhenAll(Durable.Members.Select(member => member.Person).Concat(Durable.Gone.Keys).Select(Tell));

    /// <summary>Whether they belong here, as it is by now. Whoever is forgotten need not know.</summary>
    async Task Tell(PersonId person)
    {
        var pm = GrainFactory.GetGrain<IPmGrain>(person.Value);
        await UnlessGone.Do(() => Durable.RoleOf(person) is null ? pm.TeamLeft(Caller.Room, Id) : pm.TeamJoined(Caller.Room, Id));
    }
}
