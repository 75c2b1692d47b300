using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Quarters;

/// <summary>People of a team who do their deeds by calls, as a page would send them for them: again where nobody answered.</summary>
sealed class Calls(IGrainFactory grains, TeamId team, IReadOnlyDictionary<string, Caller> people, Quarter quarter)
{
    public async Task Do(Story story, Deed deed)
    {
        var promise = grains.GetGrain<ICommitmentGrain>(story.Id.Value);
        var (promisor, requester) = (people[story.Promisor], people[story.Requester]);
        if (deed.Act is "ask" or "offer")
        {
            await Asking.Again(() => promise.Propose(deed.Act == "ask" ? requester : promisor, Draft(story, promisor, requester)));
            return;
        }
        var seen = (await Asking.Again(() => promise.View(promisor)))!;
        var me = Story.IsPromisors(deed.Act, seen) ? promisor : requester;
        await Asking.Again(() => deed.Act switch
        {
            "take" => promise.Agree(me, seen.TermsHash),
            "counter" => promise.Counter(me, seen.What, seen.DoneWhen, Story.Day(deed.With), seen.TermsHash),
            "askback" => promise.AskBack(me, "Which of them?"),
            "clarify" => promise.Clarify(me, "All of them"),
            "decline" => promise.Decline(me),
            "risk" => promise.RaiseRisk(me),
            "ontrack" => promise.SayOnTrack(me),
            "newday" or "wantday" => promise.ProposeDay(me, Story.Day(deed.With)),
            "terms" => promise.ProposeTerms(me, $"{seen.What} in part", seen.DoneWhen, seen.Due),
            "agree" => seen.Asked!.IsReworded ? promise.AcceptTerms(me, seen.Asked.TermsHash) : promise.AcceptDay(me, seen.Asked.Due),
            "keepday" => promise.KeepDay(me, null),
            "withdraw" => promise.Revoke(me, "Dev takes over"),
            "done" => promise.Deliver(me),
            "confirm" => promise.DeclareSatisfaction(me, asSpecified: true),
            "partly" => promise.DeclareSatisfaction(me, asSpecified: false),
            "notkept" => promise.DeclareNotMet(me, "Half of it"),
            "missing" => promise.DeclareUnmet(me, "Half of it"),
            "release" => promise.Release(me),
            "undo" => promise.TakeBackJudgement(me),
            "dispute" => promise.Dispute(me, "It was there"),
            "reply" => promise.Dispute(me, "Not all of it"),
            "settle" or "settle-too" => promise.Settle(me, Settlement(deed)),
            "first-no" => promise.JudgeFirstTerms(me, asSpecified: false),
            _ => throw new InvalidOperationException(deed.Act),
        });
    }

    CommitmentDraft Draft(Story story, Caller promisor, Caller requester) => new(story.What, "everybody can see it", story.Due, Story.Zone, promisor.Person, requester.Person, team, Shared: true)
    {
        Stake = story.Size,
        PartOf = story.PartOf is { } whole ? quarter.Stories[whole - 1].Id : null,
        Afterwards = story.Afterwards,
    };

    static Settlement Settlement(Deed deed) => Enum.GetValues<Settlement>().Single(settlement => KebabCase.Of(settlement) == deed.With);
}
